import { randomBytes } from 'node:crypto';
import type { RunningScriptedModel } from '@deskstream/app-scripted-model';
import { startScriptedModel } from '@deskstream/app-scripted-model';
import type { Parts } from '@deskstream/composition';
import { openParts } from '@deskstream/composition';
import { noLogger, systemClock } from '@deskstream/kernel';
import { seedWorkspaces } from '@deskstream/platform-settings';
import { startKafka, testDatabase, until } from '@deskstream/testing-harness';
import { ServiceProcess } from '../crash/service-process';
import { freePorts } from '../wrong/places';
import { quick } from './script';

export const WORKSPACE = 'away';

/** As deployed: audit, the orchestrator and runners of trials as processes of their own, on Kafka and PostgreSQL. */
export interface DeskAway {
  readonly parts: Parts;
  readonly model: RunningScriptedModel;
  readonly audit: ServiceProcess;
  readonly runners: readonly [ServiceProcess, ServiceProcess];
  /** The console and its API. */
  readonly url: string;
  stop(): Promise<void>;
}

const ALONE = {
  ORCHESTRATOR_DECIDE: 'false',
  ORCHESTRATOR_TIMERS: 'false',
  ORCHESTRATOR_REASONING: 'false',
  TRIALS_AT_A_TIME: '1',
  TRIALS_LEASE_SECONDS: '5',
};

/** Audit and the orchestrator run; the runners do not yet. */
export const installAway = async (): Promise<DeskAway> => {
  const [kafka, database, model] = await Promise.all([
    startKafka(),
    testDatabase(),
    startScriptedModel({ script: quick, port: 0 }),
  ]);
  const env = {
    KAFKA_BROKERS: kafka.brokers,
    DATABASE_URL: database.url,
    DESKSTREAM_NAMESPACE: kafka.namespace,
    DESKSTREAM_PARTITIONS: '2',
    DESKSTREAM_SECRET_KEY: randomBytes(32).toString('base64'),
    EMBEDDINGS: 'off',
    ACCESS: 'open',
  };
  const parts = await openParts(
    { ...env, KAFKA_BROKERS: [kafka.brokers], DESKSTREAM_PARTITIONS: 2 },
    { service: 'away-test', clock: systemClock, logger: noLogger },
  );
  await seedWorkspaces(parts.settings, [workspaceWith(model.baseUrl)]);
  const [PORT = '', ...ports] = await freePorts(4);
  const [audit, orchestrator, ...runners] = [
    new ServiceProcess({ app: 'audit', env: { ...env, PORT } }),
    orchestratorWith({ ...env, ORCHESTRATOR_TRIALS: 'false', PORT: ports[0] ?? '' }),
    orchestratorWith({ ...env, ...ALONE, PORT: ports[1] ?? '' }),
    orchestratorWith({ ...env, ...ALONE, PORT: ports[2] ?? '' }),
  ] as const;
  const all = [audit, orchestrator, ...runners];
  for (const service of [audit, orchestrator]) service.start();
  const areReady = async () =>
    (await Promise.all([audit.isReady(), orchestrator.isReady()])).every(Boolean);
  const describe = () => all.map(({ said }) => said).join('\n');
  await until(areReady, { timeoutMs: 180_000, describe });
  return {
    ...{ parts, model, audit, runners, url: `http://127.0.0.1:${PORT}` },
    stop: async () => {
      await Promise.all(all.map((service) => service.kill()));
      await model.stop();
      await parts.close();
      await database.drop();
      await kafka.stop();
    },
  };
};

const orchestratorWith = (env: Readonly<Record<string, string>>) =>
  new ServiceProcess({ app: 'conversation-orchestrator', env });

/** `tokensPerDay`: what the model may be asked for; `null`: as much as anybody likes. */
export const workspaceWith = (baseUrl: string, tokensPerDay: number | null = null) => ({
  workspace: WORKSPACE,
  connections: [],
  rules: {
    handleUnassigned: true,
    waitMs: { web: 0, email: 0, chat: 0, sms: 0, phone: 0 },
  },
  model: {
    provider: 'openai-compatible' as const,
    ...{ baseUrl, apiKey: 'k', model: 'scripted', redaction: false },
    price: { inputPerMillion: 1, outputPerMillion: 2 },
    budget: { tokensPerDay },
  },
});
