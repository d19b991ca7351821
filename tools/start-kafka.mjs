// npm run start:kafka: a real broker, a PostgreSQL, and two replicas of each service as processes of their own.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBroker } from './kafka/broker.mjs';
import { installJars } from './kafka/jars.mjs';

const root = join(import.meta.dirname, '..');
const data = process.env.DESKSTREAM_DATA ?? join(root, '.deskstream-kafka');
const kafkaPort = Number(process.env.KAFKA_PORT ?? 9092);
const main = (app) => join(root, 'dist/apps', app, 'main.js');

const TRIALS_ALONE = {
  ORCHESTRATOR_DECIDE: 'false',
  ORCHESTRATOR_TIMERS: 'false',
  ORCHESTRATOR_REASONING: 'false',
};

/** Service, HTTP ports of its replicas (4045 is one that `fetch` refuses), what else each replica is told, and whose program it is. */
const SERVICES = [
  ['ingress', [4031, 4032], (replica) => ({ INGRESS_PORT: 4010 + replica })],
  ['dedup', [4033, 4034]],
  ['conversation-orchestrator', [4035, 4036], () => ({ ORCHESTRATOR_TRIALS: 'false' })],
  ['trial-runner', [4048, 4049], () => TRIALS_ALONE, 'conversation-orchestrator'],
  ['vendor-dispatcher', [4037, 4038]],
  ['gap-finder', [4041, 4042]],
  ['knowledge-sync', [4046, 4047]],
  // On one's own machine, where anyone who is there is admin.
  [
    'audit',
    [4000, 4001],
    () => ({ ACCESS: process.env.ACCESS ?? 'open', VENDOR_PRIVATE_HOSTS: 'localhost,127.0.0.1' }),
  ],
  ['web-chat', [4043, 4044], (replica) => ({ WEB_CHAT_PORT: 4030 + 20 * replica })],
  // Where there is a channel to tell.
  ...(process.env.NOTIFIER_URL ? [['notifier', [4054, 4055]]] : []),
];

const children = [];
let stopping = false;
let broker = null;

const launch = (name, args, env, stdio = ['ignore', 'inherit', 'inherit']) => {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio,
  });
  children.push({ name, child });
  child.once('exit', (code) => {
    if (stopping) return;
    console.error(`${name} ended with exit code ${code}; everything stops.`);
    void stop(1);
  });
  return child;
};

const stop = async (code) => {
  if (stopping) return;
  stopping = true;
  for (const { child } of [...children].reverse()) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGTERM')) await ended;
  }
  if (broker !== null) {
    process.kill(broker.pid, 'SIGTERM');
    await broker.exited;
  }
  process.exit(code);
};

const ready = async (port) => {
  for (;;) {
    const signal = AbortSignal.timeout(2_000);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal }).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
};

const secretKey = async () => {
  const file = join(data, 'secret.key');
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return known.trim();
  const key = randomBytes(32).toString('base64');
  await writeFile(file, `${key}\n`, { mode: 0o600 });
  return key;
};

const database = async () => {
  const child = launch('database', [main('deskstream'), 'database'], { DESKSTREAM_DATA: data }, [
    'ignore',
    'pipe',
    'inherit',
  ]);
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('postgres://')) return line;
  throw new Error('the embedded PostgreSQL did not start');
};

process.once('SIGINT', () => void stop(0));
process.once('SIGTERM', () => void stop(0));

await mkdir(data, { recursive: true });
await installJars();
broker = await startBroker({ port: kafkaPort, dataDir: join(data, 'kafka') });
const env = {
  LOG_LEVEL: 'warn',
  ...process.env,
  KAFKA_BROKERS: broker.brokers,
  DATABASE_URL: await database(),
  DESKSTREAM_SECRET_KEY: await secretKey(),
  KNOWLEDGE_FOLDER: process.env.KNOWLEDGE_FOLDER ?? join(root, 'apps/deskstream/demo/knowledge'),
};

launch('desk-simulator', [main('desk-simulator')], {
  ...env,
  PORT: '4039',
  SIMULATOR_DATA_FILE: join(data, 'simulator.json'),
});
await ready(4020);
launch(
  'workspaces',
  [main('deskstream'), 'workspaces', 'apps/deskstream/demo/workspaces.yaml'],
  env,
)
  .removeAllListeners('exit')
  .once('exit', (code) => code && void stop(code));
for (const [name, ports, more = () => ({}), app = name] of SERVICES)
  ports.forEach((port, replica) =>
    launch(`${name}-${replica + 1}`, [main(app)], {
      ...env,
      ...more(replica),
      PORT: String(port),
    }),
  );
const ports = SERVICES.flatMap(([, replicas]) => replicas);
await Promise.all(ports.map((port) => ready(port)));
console.log(`
Kafka at ${broker.brokers}, ${ports.length} service processes, a database and a simulator are up.
  write as the customer   http://127.0.0.1:4020
  in the web chat         http://127.0.0.1:4030/try/demo
  answer its tickets      http://127.0.0.1:4020/hubspot/
  console                 http://127.0.0.1:4000
Ctrl-C stops all of it; data stays in ${data}.`);
