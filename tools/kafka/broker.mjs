// One Kafka broker without Docker: KRaft, combined roles, data in a folder. For development and tests.
import { execFile, spawn } from 'node:child_process';
import { existsSync, openSync, closeSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { classPath, installJars } from './jars.mjs';

const run = promisify(execFile);
const READY = 'Kafka Server started';
const CLUSTER_ID = 'deskstreamdeskstreamAA';

/** Formats the folder if needed, starts the broker and waits until it answers. */
export const startBroker = async ({
  port,
  dataDir,
  detached = false,
  listeners = {},
  settings = {},
  format = [],
}) => {
  await installJars();
  await mkdir(dataDir, { recursive: true });
  const listener = port ?? (await freePort());
  const config = join(dataDir, 'server.properties');
  const ports = { PLAINTEXT: listener, ...listeners, CONTROLLER: await freePort() };
  await writeFile(config, properties({ ports, dataDir, settings }));
  if (!existsSync(join(dataDir, 'log', 'meta.properties')))
    await java(['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', config, ...format]);
  return launch({ config, dataDir, listener, detached });
};

/** Below those that a system gives to outgoing connections: none of these takes it before it is used. */
export const freePort = async () => {
  for (;;) {
    const port = randomInt(26_000, 32_000);
    if (!given.has(port) && (await isFree(port))) {
      given.add(port);
      return port;
    }
  }
};

const given = new Set();

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

export const isRunning = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const javaOptions = [
  ...['-Xmx512m', '-Xms128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classPath],
  `-Dlog4j2.configurationFile=${join(import.meta.dirname, 'log4j2.properties')}`,
];

const java = (args) => run('java', [...javaOptions, ...args]);

const launch = async ({ config, dataDir, listener, detached }) => {
  const logFile = join(dataDir, 'broker.log');
  const log = openSync(logFile, 'w');
  const child = spawn('java', [...javaOptions, 'kafka.Kafka', config], {
    stdio: ['ignore', log, log],
    detached,
  });
  closeSync(log);
  if (detached) child.unref();
  const exited = new Promise((resolve) => child.once('exit', resolve));
  await untilReady(child, logFile);
  await untilCoordinated(`127.0.0.1:${listener}`);
  return { pid: child.pid, brokers: `127.0.0.1:${listener}`, port: listener, exited };
};

const untilReady = async (child, logFile) => {
  const deadline = Date.now() + 240_000;
  while (!(await readFile(logFile, 'utf8')).includes(READY)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`the broker did not start; its log is ${logFile}`);
    }
    await sleep(50);
  }
};

/** A new broker makes its offsets topic for the first group; until then no group has a coordinator. */
const untilCoordinated = async (broker) => {
  const kafka = new Kafka({
    clientId: 'broker',
    brokers: [broker],
    connectionTimeout: 10_000,
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  const asked = () => admin.fetchOffsets({ groupId: 'broker-is-up' });
  const deadline = Date.now() + 240_000;
  try {
    while (!(await asked().catch(() => null)))
      if (Date.now() > deadline) throw new Error('no group got a coordinator within 240 s');
      else await sleep(50);
  } finally {
    await admin.disconnect();
  }
};

const addresses = (ports) =>
  Object.entries(ports)
    .map(([name, port]) => `${name}://127.0.0.1:${port}`)
    .join(',');

const properties = ({ ports: { CONTROLLER, ...own }, dataDir, settings }) =>
  Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${CONTROLLER}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: addresses({ ...own, CONTROLLER }),
    'advertised.listeners': addresses(own),
    'listener.security.protocol.map':
      'PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT',
    'log.dirs': join(dataDir, 'log'),
    'auto.create.topics.enable': false,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 300,
    'log.segment.bytes': 67_108_864,
    ...settings,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
