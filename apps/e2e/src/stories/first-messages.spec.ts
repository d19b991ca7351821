import { afterEach, describe, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { createMemoryIndexState, createMemoryStreamIndex } from '@deskstream/adapter-stores-memory';
import { intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import { startDedup } from '@deskstream/app-dedup';
import { signatureOf } from '@deskstream/app-desk-simulator';
import { acceptWebhook, defaultLimits } from '@deskstream/app-ingress';
import { startDecide } from '@deskstream/app-orchestrator';
import { decodeEvent, TOPICS, topicCatalogue } from '@deskstream/contracts';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { RunningService } from '@deskstream/kernel';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import type { Settings } from '@deskstream/port-settings';
import { until } from '@deskstream/testing-harness';

const SECRET = 'client-secret';
const WITHIN_MS = 3_000;
const clock = systemClock;

const settings: Settings = {
  current: (workspace) => ({
    workspace,
    version: 1,
    rules: { ...defaultConversationSettings, handleUnassigned: true },
    connections: [],
  }),
  connection: (workspace) => ({
    workspace,
    vendor: 'intercom',
    apiBaseUrl: 'http://127.0.0.1:1',
    accessToken: 'token',
    aiTeammateId: '9',
    signingSecrets: [SECRET],
  }),
  all: () => [],
};

const broker = createMemoryBroker();
broker.provision(topicCatalogue(4));
const indexState = createMemoryIndexState();
const running: RunningService[] = [];

afterEach(() => Promise.all(running.map((service) => service.stop())));

/** One of two processes, each with every service, on one log. */
const replica = async () => {
  const log = createMemoryEventLog({ broker, clock });
  const index = createMemoryStreamIndex({ state: indexState });
  const deps = { log, clock, settings, telemetry: noTelemetry, logger: noLogger };
  const vendors = [intercomWebhooks];
  running.push(await startDedup({ ...deps, vendors }), await startDecide({ ...deps, index }));
  return acceptWebhook({ ...deps, vendors, limits: defaultLimits });
};

const message = (conversation: string, nth: number) => {
  const part = {
    id: `${conversation}-p${nth}`,
    part_type: 'comment',
    body: '<p>Hello</p>',
    created_at: 1_790_000_000 + nth,
    author: { type: 'user', id: 'c1' },
  };
  const notification = {
    type: 'notification_event',
    id: `${conversation}-n${nth}`,
    topic: 'conversation.user.replied',
    data: {
      item: {
        type: 'conversation',
        id: conversation,
        conversation_parts: { conversation_parts: [part] },
      },
    },
  };
  const text = JSON.stringify(notification);
  const headers = {
    'content-type': 'application/json',
    'x-hub-signature': signatureOf(text, SECRET),
  };
  const body = new TextEncoder().encode(text);
  return { vendor: 'intercom', workspace: 'acme', method: 'POST', url: '/', headers, body };
};

/** Events by conversation, in the order of the log. */
const sessions = () =>
  Map.groupBy(
    broker
      .records(TOPICS.events)
      .flat()
      .flatMap((record) => {
        const decoded = decodeEvent(record);
        return decoded.ok ? [{ key: record.key, ...decoded.value }] : [];
      }),
    ({ key }) => key,
  );

describe('first messages of conversations, told to two replicas in the same moment', () => {
  it('open one session each; the first in the log wins, and nobody waits 3 s for a lock (S032)', async () => {
    const [one, other] = [await replica(), await replica()];
    const conversations = Array.from({ length: 20 }, (_, nth) => `c${nth}`);
    const began = clock.now();
    const answers = await Promise.all(
      conversations.flatMap((conversation) => [
        one(message(conversation, 1)),
        other(message(conversation, 2)),
      ]),
    );
    expect(clock.now() - began).toBeLessThan(WITHIN_MS);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const received = () =>
      [...sessions().values()]
        .flat()
        .filter(({ event }) => event.type === 'CustomerMessageReceived');
    await until(() => received().length === 40, {
      everyMs: 5,
      describe: () => `only ${received().length} messages were decided on`,
    });
    expect(sessions().size).toBe(20);
    for (const events of sessions().values())
      expect(events.map(({ envelope }) => envelope.seq)).toEqual(events.map((_, nth) => nth + 1));
  });
});
