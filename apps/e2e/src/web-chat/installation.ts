import { createMemoryKnowledge } from '@deskstream/adapter-knowledge-memory';
import { randomBytes } from 'node:crypto';
import { startDedup } from '@deskstream/app-dedup';
import type { RunningDeskSimulator } from '@deskstream/app-desk-simulator';
import { startDeskSimulator } from '@deskstream/app-desk-simulator';
import { startDispatcher } from '@deskstream/app-dispatcher';
import { startIngress } from '@deskstream/app-ingress';
import {
  startDecide,
  startReasoning,
  startStreamIndex,
  startTimers,
} from '@deskstream/app-orchestrator';
import type { Parts } from '@deskstream/composition';
import { openParts, openVendors, vendorWebhooks } from '@deskstream/composition';
import type { RunningService } from '@deskstream/kernel';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import { seedWorkspaces } from '@deskstream/platform-settings';
import type { Draft, EventLog } from '@deskstream/port-event-log';
import { withPublish } from '@deskstream/port-event-log';
import { startKafka, testDatabase } from '@deskstream/testing-harness';
import { ServiceProcess } from '../crash/service-process';
import { freePorts } from '../wrong/places';
import { scriptedAnswerer } from '../stories/answerer';

export const WORKSPACE = 'acme';
const SECRET = 'signing-secret-of-the-chat';
const TOKEN = { hubspot: 'pat-na1-token', webChat: 'token-of-the-desk' };
const AI = '55501';

/** The web chat in a process of its own, everything else in this one, on a real Kafka and PostgreSQL. */
export interface ChatInstallation {
  readonly parts: Parts;
  readonly desk: RunningDeskSimulator;
  readonly databaseUrl: string;
  readonly chat: ServiceProcess;
  /** Of the web chat. */
  readonly url: string;
  /** Called for each webhook that is in the log, before the ingress answers. */
  onWebhook: (draft: Draft) => Promise<void>;
  stop(): Promise<void>;
}

export const installChat = async (): Promise<ChatInstallation> => {
  const kafka = await startKafka();
  const database = await testDatabase();
  const config = {
    KAFKA_BROKERS: kafka.brokers,
    DATABASE_URL: database.url,
    DESKSTREAM_NAMESPACE: kafka.namespace,
    DESKSTREAM_PARTITIONS: '2',
    DESKSTREAM_SECRET_KEY: randomBytes(32).toString('base64'),
  };
  const by = { service: 'web-chat-test', clock: systemClock, logger: noLogger };
  const parts = await openParts(
    { ...config, KAFKA_BROKERS: [kafka.brokers], DESKSTREAM_PARTITIONS: 2 },
    by,
  );
  const hooks: Pick<ChatInstallation, 'onWebhook'> = { onWebhook: () => Promise.resolve() };
  const services = await startServices(parts, (draft) => hooks.onWebhook(draft));
  const ingress = services.ingress.url;
  const desk = await openDesk(ingress);
  const [port = '', PORT = ''] = await freePorts(2);
  const url = `http://127.0.0.1:${port}`;
  await seedWorkspaces(parts.settings, [workspaceOf({ ingress, desk: desk.url, chat: url })]);
  const env = {
    ...config,
    PORT,
    WEB_CHAT_PORT: port,
    INGRESS_URL: ingress,
  };
  const chat = new ServiceProcess({ app: 'web-chat', env });
  chat.start();
  return Object.assign(hooks, {
    ...{ parts, desk, chat, url },
    databaseUrl: database.url,
    stop: async () => {
      await chat.kill();
      await desk.stop();
      await services.stop();
      await parts.close();
      await database.drop();
      await kafka.stop();
    },
  });
};

const startServices = async (parts: Parts, onWebhook: (draft: Draft) => Promise<void>) => {
  const vendors = openVendors();
  const deps = { ...parts, clock: systemClock, logger: noLogger, telemetry: noTelemetry };
  const ingress = await startIngress({
    ...deps,
    log: told(parts.log, onWebhook),
    vendors: vendorWebhooks,
    port: 0,
  });
  const others: readonly RunningService[] = await Promise.all([
    startDedup({ ...deps, vendors: vendorWebhooks }),
    startStreamIndex(deps),
    startDecide(deps),
    startTimers(deps),
    startReasoning({
      ...deps,
      knowledge: createMemoryKnowledge(),
      answerer: scriptedAnswerer(systemClock),
    }),
    startDispatcher({ ...deps, vendors: vendors.apis }),
  ]);
  const stop = async (): Promise<void> => {
    await ingress.stop();
    await Promise.all(others.map((each) => each.stop()));
    await vendors.close();
  };
  return { ingress, stop };
};

const told = (log: EventLog, onWebhook: (draft: Draft) => Promise<void>): EventLog =>
  withPublish(log, async (drafts) => {
    const positions = await log.publish(drafts);
    for (const draft of drafts) await onWebhook(draft);
    return positions;
  });

const openDesk = (ingress: string): Promise<RunningDeskSimulator> =>
  startDeskSimulator({
    port: 0,
    workspaces: [],
    hubspot: [
      {
        workspace: WORKSPACE,
        accessToken: TOKEN.hubspot,
        clientSecret: SECRET,
        webhookUrl: `${ingress}/webhooks/hubspot/${WORKSPACE}`,
        assignNewTo: 'ai',
      },
    ],
  });

const workspaceOf = (at: {
  readonly ingress: string;
  readonly desk: string;
  readonly chat: string;
}) => ({
  workspace: WORKSPACE,
  rules: { handleUnassigned: true },
  connections: [
    {
      vendor: 'hubspot' as const,
      apiBaseUrl: `${at.desk}/hubspot`,
      accessToken: TOKEN.hubspot,
      signingSecrets: [SECRET],
      aiTeammateId: AI,
      appId: '1160400',
      publicWebhookUrl: `${at.ingress}/webhooks/hubspot/${WORKSPACE}`,
    },
    {
      vendor: 'web-chat' as const,
      apiBaseUrl: `${at.chat}/api/${WORKSPACE}`,
      accessToken: TOKEN.webChat,
      signingSecrets: [SECRET],
      aiTeammateId: 'deskstream',
      rules: { waitMs: { web: 100 } },
    },
  ],
});
