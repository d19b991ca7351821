// npm test: unit, integration and e2e, one after another. One Kafka broker and one PostgreSQL serve all
// that need them. Ends with one plain line: `N passed, N failed`, and `, N skipped` when there were any.
//
//   node tools/test.mjs [unit|integration|e2e ...] [--no-skips] [-- <jest arguments>]
import { spawnSync, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from './test/postgres.mjs';

const root = join(import.meta.dirname, '..');
const [own, forJest] = splitAt(process.argv.slice(2), '--');
const noSkips = own.includes('--no-skips');
const asked = own.filter((argument) => !argument.startsWith('--'));
const STAGES = {
  unit: { real: false, jest: ['--maxWorkers=2', '--testTimeout=120000'] },
  integration: { real: true, jest: ['--maxWorkers=2', '--testTimeout=360000'] },
  e2e: { real: true, jest: ['--runInBand', '--testTimeout=540000'] },
};

const main = async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'deskstream-test-'));
  const stages = Object.entries(STAGES).filter(
    ([name]) => asked.length === 0 || asked.includes(name),
  );
  await chmod(scratch, 0o755); // PostgreSQL runs as its own user when we are root
  const closers = [];
  const total = { passed: 0, failed: 0, skipped: 0 };
  try {
    const env = stages.some(([, { real }]) => real) ? await startServers(scratch, closers) : {};
    for (const [name, { real, jest }] of stages) {
      const missing = real && env.missing;
      if (missing) console.log(`\n${name}: tests that need Kafka are skipped. ${missing}`);
      const counts = await runStage(name, jest, { env: real ? env.variables : {}, scratch });
      for (const key of Object.keys(total)) total[key] += counts[key];
      if (missing) total.skipped += 1;
    }
  } finally {
    for (const close of closers.reverse())
      await close().catch((error) => console.error(error.message));
    await rm(scratch, { recursive: true, force: true });
  }
  const failed = total.failed > 0 || total.passed === 0 || (noSkips && total.skipped > 0);
  if (noSkips && total.skipped > 0)
    console.log('\nSkipped tests count as failures here (--no-skips).');
  console.log(
    `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
  );
  // Said outright: the embedded PostgreSQL's own exit hook ends a process with 0, whatever `exitCode` says.
  process.exit(failed ? 1 : 0);
};

const startServers = async (scratch, closers) => {
  const postgres = await startPostgres(join(scratch, 'postgres'));
  closers.push(postgres.stop);
  const variables = { TEST_DATABASE_URL: postgres.url };
  if (process.env.TEST_KAFKA_BROKERS) return { variables };
  if (spawnSync('java', ['-version']).error)
    return {
      variables,
      missing: 'No Java found: install a Java 17 runtime, or set TEST_KAFKA_BROKERS.',
    };
  const { startBroker } = await import('./kafka/broker.mjs');
  const broker = await startBroker({ dataDir: join(scratch, 'kafka') });
  closers.push(async () => {
    process.kill(broker.pid, 'SIGTERM');
    await broker.exited;
  });
  return { variables: { ...variables, TEST_KAFKA_BROKERS: broker.brokers } };
};

const runStage = async (name, jest, { env, scratch }) => {
  console.log(`\n--- ${name} ---`);
  const outputFile = join(scratch, `${name}.json`);
  const summary = join(scratch, `${name}.txt`);
  const args = [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    // kafkajs asks for timeouts that are over already.
    '--disable-warning=TimeoutNegativeWarning',
    ...[join(root, 'node_modules/jest/bin/jest.js'), ...forJest, `--selectProjects=${name}`],
    // A test that failed may leave something open; the others' results are not to wait for it.
    ...['--passWithNoTests', '--forceExit', '--json', `--outputFile=${outputFile}`, ...jest],
  ];
  const { code } = await finished(
    spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...env, DESKSTREAM_TEST_SUMMARY: summary },
    }),
  );
  process.stdout.write(await readFile(summary, 'utf8').catch(() => ''));
  const report = JSON.parse(await readFile(outputFile, 'utf8').catch(() => '{}'));
  const failed = (report.numFailedTests ?? 0) + (report.numRuntimeErrorTestSuites ?? 0);
  return {
    passed: report.numPassedTests ?? 0,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
};

const finished = (child) =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code }));
  });

function splitAt(list, mark) {
  const at = list.indexOf(mark);
  return at < 0 ? [list, []] : [list.slice(0, at), list.slice(at + 1)];
}

await main();
