import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '../../../../../tools/kafka/broker.mjs';
import type { Broker } from '../../../../../tools/kafka/broker.mjs';
import { missing } from '../../../../../tools/kafka/jars.mjs';

export interface RunningKafka {
  /** `host:port` */
  readonly brokers: string;
  /** Prefix for topics and groups of this suite: the broker may be shared. */
  readonly namespace: string;
  /** `undefined` when the broker is not ours (TEST_KAFKA_BROKERS); then it cannot be paused or killed. */
  readonly pid: number | undefined;
  /** SIGSTOP: it accepts connections and answers nothing. */
  pause(): void;
  resume(): void;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** On the same port with the same data, after `kill` or instead of it. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export const kafkaAvailable = async (): Promise<{ ok: true } | { ok: false; because: string }> => {
  if (process.env['TEST_KAFKA_BROKERS']) return { ok: true };
  const because = await missing();
  return because === undefined ? { ok: true } : { ok: false, because };
};

/**
 * A real Kafka broker, ready to use. With TEST_KAFKA_BROKERS set, and no port or folder asked for,
 * that broker is used instead: suites that do not harm their broker can share one.
 */
export const startKafka = async (
  options: { readonly port?: number; readonly dataDir?: string; readonly own?: boolean } = {},
): Promise<RunningKafka> => {
  const namespace = `t${randomUUID().slice(0, 8)}`;
  const shared = process.env['TEST_KAFKA_BROKERS'];
  const wantsOwn = options.own ?? (options.port !== undefined || options.dataDir !== undefined);
  if (shared && !wantsOwn) return { ...sharedBroker, brokers: shared, namespace };
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'deskstream-kafka-')));
  const broker = await startBroker({
    dataDir,
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  return ownBroker(broker, { dataDir, namespace, temporary: options.dataDir === undefined });
};

const sharedBroker: Omit<RunningKafka, 'brokers' | 'namespace'> = {
  pid: undefined,
  pause: () => notOurs(),
  resume: () => notOurs(),
  kill: async () => notOurs(),
  restart: async () => notOurs(),
  stop: async () => undefined,
};

const notOurs = (): never => {
  throw new Error(
    'this broker is shared (TEST_KAFKA_BROKERS); ask for one of your own: startKafka({ own: true })',
  );
};

const ownBroker = (
  first: Broker,
  { dataDir, namespace, temporary }: { dataDir: string; namespace: string; temporary: boolean },
): RunningKafka => {
  let broker = first;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    signalTo(broker.pid, signal);
    signalTo(broker.pid, 'SIGCONT');
    await broker.exited;
  };
  return {
    brokers: first.brokers,
    namespace,
    get pid() {
      return broker.pid;
    },
    pause: () => signalTo(broker.pid, 'SIGSTOP'),
    resume: () => signalTo(broker.pid, 'SIGCONT'),
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGKILL');
      broker = await startBroker({ port: first.port, dataDir });
    },
    stop: async () => {
      await end('SIGKILL');
      if (temporary) await rm(dataDir, { recursive: true, force: true });
    },
  };
};

const signalTo = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};
