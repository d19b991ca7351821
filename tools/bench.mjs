// npm run bench [-- name … --quick]: bundles tools/bench, starts one broker, and measures.
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { startBroker } from './kafka/broker.mjs';

const root = join(import.meta.dirname, '..');
const SERVICES = ['ingress', 'dedup', 'conversation-orchestrator', 'vendor-dispatcher', 'audit'];
await mkdir(join(root, 'tmp'), { recursive: true });
const folder = await mkdtemp(join(root, 'tmp', 'bench-'));
// The embedded PostgreSQL may run as a user of its own, which must be able to enter.
await chmod(folder, 0o755);
let broker = null;
let failed = false;
try {
  await build({
    absWorkingDir: root,
    entryPoints: [
      ...['main', 'bare-accept', 'load'].map((out) => ({ in: `tools/bench/${out}.ts`, out })),
      ...SERVICES.map((app) => ({ in: `apps/${app}/src/main.ts`, out: `apps/${app}` })),
    ],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node22',
    splitting: true,
    tsconfig: 'tsconfig.base.json',
    loader: { '.sql': 'text', '.html': 'text', '.md': 'text' },
    logLevel: 'warning',
  });
  broker = await startBroker({ dataDir: join(folder, 'kafka') });
  const { main } = await import(join(folder, 'main.mjs'));
  await main({ root, folder, brokers: [broker.brokers], args: process.argv.slice(2) });
} catch (error) {
  failed = true;
  console.error(error);
} finally {
  if (broker !== null) {
    process.kill(broker.pid, 'SIGKILL');
    await broker.exited;
  }
  await rm(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
