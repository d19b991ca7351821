import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startStreamIndex } from '@deskstream/app-orchestrator';
import type { RunningDeskSimulator } from '@deskstream/app-desk-simulator';
import { startDeskSimulator } from '@deskstream/app-desk-simulator';
import type { Parts } from '@deskstream/composition';
import { openParts } from '@deskstream/composition';
import type { RunningService } from '@deskstream/kernel';
import { noLogger, systemClock } from '@deskstream/kernel';
import { seedWorkspaces } from '@deskstream/platform-settings';
import type { RunningKafka, TestDatabase } from '@deskstream/testing-harness';
import { startKafka, testDatabase } from '@deskstream/testing-harness';
import { freePorts } from '../wrong/places';
import type { ServiceSpec } from './service-process';
import { ServiceProcess } from './service-process';

export const WORKSPACE = 'crash';
const AI = '9000001';
const PARTITIONS = 4;
const REPLICAS = 2;

const CRASHING = ['ingress', 'dedup', 'conversation-orchestrator', 'vendor-dispatcher'];

/** What differs from the installation of the crash test. */
export interface InstallOptions {
  readonly apps?: readonly string[];
  readonly replicas?: number;
  /** A broker that others do not use, so that it may be held up. */
  readonly ownKafka?: boolean;
  /** Processes that end by themselves are started again. */
  readonly restarts?: boolean;
  readonly faults?: Faults;
  /** Quiet time on every channel. */
  readonly waitMs?: number;
  /** Of every service, beside its own. */
  readonly env?: Readonly<Record<string, string>>;
}

type Faults = NonNullable<Parameters<typeof startDeskSimulator>[0]['faults']>;

/** Kafka, PostgreSQL, the desk, and processes of every service (two, unless told otherwise) that may be killed. */
export interface Installation {
  readonly kafka: RunningKafka;
  readonly database: TestDatabase;
  readonly parts: Parts;
  readonly desk: RunningDeskSimulator;
  readonly services: readonly ServiceProcess[];
  stop(): Promise<void>;
}

export const install = async (
  seed: number,
  options: InstallOptions = {},
): Promise<Installation> => {
  const kafka = await startKafka({ own: options.ownKafka ?? false });
  const database = await testDatabase();
  const secretKey = randomBytes(32).toString('base64');
  const namespace = kafka.namespace;
  const parts = await openParts(
    {
      KAFKA_BROKERS: [kafka.brokers],
      DATABASE_URL: database.url,
      DESKSTREAM_NAMESPACE: namespace,
      DESKSTREAM_PARTITIONS: PARTITIONS,
      DESKSTREAM_SECRET_KEY: secretKey,
    },
    { service: 'crash-test', clock: systemClock, logger: noLogger },
  );
  const doors = (await freePorts(options.replicas ?? REPLICAS)).map(Number);
  const desk = await openDesk(seed, doors, options.faults ?? FAULTS);
  await seedWorkspaces(parts.settings, [workspaceOf(desk.url, options.waitMs ?? 500)]);
  const index = await startStreamIndex({ ...parts, logger: noLogger });
  const shared = {
    KAFKA_BROKERS: kafka.brokers,
    DATABASE_URL: database.url,
    DESKSTREAM_NAMESPACE: namespace,
    DESKSTREAM_PARTITIONS: String(PARTITIONS),
    DESKSTREAM_SECRET_KEY: secretKey,
  };
  const apps = options.apps ?? CRASHING;
  const specs = await specsOf(apps, { ...shared, ...options.env }, doors);
  const services = specs.map(
    (spec) => new ServiceProcess({ ...spec, restarts: options.restarts ?? false }),
  );
  for (const service of services) service.start();
  return {
    kafka,
    database,
    parts,
    desk,
    services,
    stop: () => stopAll({ kafka, parts, desk, services, index, database }),
  };
};

const specsOf = async (
  apps: readonly string[],
  shared: Readonly<Record<string, string>>,
  doors: readonly number[],
): Promise<readonly ServiceSpec[]> => {
  const specs: ServiceSpec[] = [];
  for (const app of apps)
    for (const door of doors) {
      const [PORT = ''] = await freePorts(1);
      const env = { ...shared, ...ownOf(app, door), PORT, DISPATCH_TIMEOUT_MS: '2000' };
      specs.push({ app, env });
    }
  return specs;
};

const knowledge = join(import.meta.dirname, '../../../deskstream/demo/knowledge');

const ownOf = (app: string, door: number): Record<string, string> => {
  if (app === 'ingress') return { INGRESS_PORT: String(door) };
  return app === 'conversation-orchestrator' ? { KNOWLEDGE_FOLDER: knowledge } : {};
};

const FAULTS: Faults = [
  { fault: 'duplicate', probability: 0.1 },
  { fault: 'reorder', probability: 0.05, delayMs: 1_500 },
  { fault: 'lost-answer', probability: 0.05 },
  { fault: 'throttle', on: 'reply', probability: 0.1 },
  { fault: 'error-before', on: 'reply', probability: 0.1 },
  { fault: 'error-after', on: 'reply', probability: 0.1 },
  { fault: 'reset-after', on: 'reply', probability: 0.1 },
  { fault: 'timeout-after', on: 'reply', probability: 0.05 },
];

/** Its webhooks go to both doors in turn, as behind a load balancer. */
const openDesk = (
  seed: number,
  doors: readonly number[],
  faults: Faults,
): Promise<RunningDeskSimulator> => {
  let turn = 0;
  return startDeskSimulator({
    port: 0,
    seed,
    retries: { kind: 'backoff', firstMs: 500, attempts: 8 },
    faults,
    workspaces: [
      {
        workspace: WORKSPACE,
        appId: 'crash-app',
        accessToken: 'crash-token',
        aiAdminId: AI,
        assignNewTo: 'ai',
        clientSecret: 'crash-client-secret',
        webhookUrl: 'http://127.0.0.1/ingress',
      },
    ],
    post: async ({ method, headers, body }, signal) => {
      const door = doors[(turn += 1) % doors.length] ?? 0;
      const url = `http://127.0.0.1:${door}/webhooks/intercom/${WORKSPACE}`;
      const answer = await fetch(url, { method, headers, signal, body });
      await answer.arrayBuffer();
      return answer.status;
    },
  });
};

const workspaceOf = (deskUrl: string, waitMs: number) => ({
  workspace: WORKSPACE,
  rules: {
    handleUnassigned: true,
    waitMs: { web: waitMs, email: waitMs, chat: waitMs, sms: waitMs, phone: waitMs },
  },
  connections: [
    {
      vendor: 'intercom' as const,
      apiBaseUrl: `${deskUrl}/intercom/${WORKSPACE}`,
      accessToken: 'crash-token',
      signingSecrets: ['crash-client-secret'],
      aiTeammateId: AI,
    },
  ],
});

const stopAll = async (all: {
  readonly kafka: RunningKafka;
  readonly parts: Parts;
  readonly desk: RunningDeskSimulator;
  readonly services: readonly ServiceProcess[];
  readonly index: RunningService;
  readonly database: TestDatabase;
}): Promise<void> => {
  await Promise.all(all.services.map((service) => service.kill()));
  await all.desk.stop();
  await all.index.stop();
  await all.parts.close();
  await all.database.drop();
  await all.kafka.stop();
};
