// Bundles the harness for this run and starts it; arguments are passed on.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'dist/eval');
const outfile = join(folder, `knowledge-eval-${process.pid}.mjs`);
mkdirSync(folder, { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: ['tools/eval/knowledge-eval.ts'],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node22',
  tsconfig: 'tsconfig.base.json',
  loader: { '.sql': 'text', '.md': 'text' },
});
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], {
  stdio: 'inherit',
  timeout: 1_800_000,
});
rmSync(outfile);
process.exit(status ?? 1);
