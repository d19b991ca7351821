import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import type { MemoryBroker } from '@deskstream/adapter-event-log-memory';
import { intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import { DEDUP_GROUP, startDedup } from '@deskstream/app-dedup';
import type { PostRequest, WebhookSender } from '@deskstream/app-desk-simulator';
import { createFaults, createWebhookSender } from '@deskstream/app-desk-simulator';
import { acceptWebhook, defaultLimits } from '@deskstream/app-ingress';
import { decodeInput, TOPICS, topicCatalogue } from '@deskstream/contracts';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { Clock, RunningService } from '@deskstream/kernel';
import { InfraError, noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import type { Settings } from '@deskstream/port-settings';
import type { VendorConnection } from '@deskstream/port-vendor';
import { until } from '@deskstream/testing-harness';

const SECRET = 'client-secret';
const START = 1_790_000_000_000;
const MINUTE = 60_000;
const TWO_HOURS = 120 * MINUTE;

const connection: VendorConnection = {
  workspace: 'acme',
  vendor: 'intercom',
  apiBaseUrl: 'http://127.0.0.1:1',
  accessToken: 'token',
  aiTeammateId: '9',
  signingSecrets: [SECRET],
};
const settings: Settings = {
  current: (workspace) => ({
    workspace,
    version: 1,
    rules: defaultConversationSettings,
    connections: [connection],
  }),
  connection: () => connection,
  all: () => [],
};

/** Sleeps of the sender end at once and move the clock; its limit for an answer never does. */
const jumpingClock = (): Clock => {
  let now = START;
  return {
    now: () => now,
    sleep: (ms, signal) => {
      if (ms === 5_000)
        return new Promise((_, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason as Error)),
        );
      now += ms;
      return Promise.resolve();
    },
  };
};

let broker: MemoryBroker;
let dedup: RunningService;
type Fate = 'stored' | 'away' | 'unacknowledged';

/** What becomes of the append of a delivery's n-th attempt (from 1). */
let fateOf: (attempt: number, conversation: string) => Fate;

beforeEach(async () => {
  fateOf = () => 'stored';
  broker = createMemoryBroker();
  broker.provision(topicCatalogue(1));
  const log = createMemoryEventLog({ broker, clock: systemClock });
  const deps = { log, clock: systemClock, settings, telemetry: noTelemetry, logger: noLogger };
  dedup = await startDedup({ ...deps, vendors: [intercomWebhooks] });
});

afterEach(() => dedup.stop());

/** At once, after a minute, then doubling; dropped after two hours. */
const sending = (): WebhookSender => {
  const clock = jumpingClock();
  const real = createMemoryEventLog({ broker, clock: systemClock });
  const publish: EventLog['publish'] = async (drafts) => {
    const [draft] = drafts;
    const fate = fateOf(Number(draft?.headers['ce_attempt']), draft?.key ?? '');
    const positions = fate === 'away' ? [] : await real.publish(drafts);
    if (fate === 'stored') return positions;
    throw new InfraError('EVENT_LOG.UNAVAILABLE', 'planted', true);
  };
  const log: EventLog = Object.assign(Object.create(real) as EventLog, { publish });
  const accept = acceptWebhook({
    log,
    clock: systemClock,
    settings,
    vendors: [intercomWebhooks],
    telemetry: noTelemetry,
    logger: noLogger,
    limits: defaultLimits,
  });
  return createWebhookSender({
    workspace: 'acme',
    appId: 'app',
    clientSecret: SECRET,
    url: 'http://ingress.test/webhooks/intercom/acme',
    clock,
    logger: noLogger,
    faults: createFaults('seed', []),
    retries: { kind: 'backoff', firstMs: MINUTE, attempts: 7 },
    post: async ({ body, headers }: PostRequest) => {
      const request = { method: 'POST', url: '/', headers, body: Buffer.from(body ?? '') };
      return (await accept({ ...request, vendor: 'intercom', workspace: 'acme' })).status;
    },
  });
};

const notification = (conversation: string) => ({
  id: `notif_${conversation}`,
  topic: 'conversation.user.replied',
  conversation,
  at: START,
  item: {
    type: 'conversation',
    id: conversation,
    conversation_parts: {
      conversation_parts: [
        {
          id: `part_${conversation}`,
          part_type: 'comment',
          body: '<p>Where is my export?</p>',
          created_at: START / 1_000,
          author: { type: 'user', id: 'c1' },
        },
      ],
    },
  },
});

const messages = async (): Promise<readonly string[]> => {
  await until(
    () =>
      broker
        .ends(TOPICS.webhooks)
        .every(
          ({ partition, end }) =>
            broker.group(DEDUP_GROUP, TOPICS.webhooks).position(partition) >= end,
        ),
    { everyMs: 5, describe: () => 'dedup has not read everything' },
  );
  return broker
    .records(TOPICS.inputs)
    .flat()
    .flatMap((record) => {
      const decoded = decodeInput(record);
      return decoded.ok && decoded.value.input.type === 'CustomerWrote'
        ? [decoded.value.input.data.messageId]
        : [];
    });
};

describe('a vendor that tries again at once, after a minute, then doubling up to two hours', () => {
  it('is heard once, though every append but the last was stored without an acknowledgement (S123)', async () => {
    fateOf = (attempt) => (attempt < 7 ? 'unacknowledged' : 'stored');
    const sender = sending();
    sender.send(notification('7'));
    await sender.idle();
    const attempts = sender.attempts();
    expect(attempts.map(({ start }) => (start - START) / MINUTE)).toEqual([0, 1, 3, 7, 15, 31, 63]);
    expect(attempts.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503, 503, 200]);
    expect(await messages()).toEqual(['part_7']);
  });

  it('storms after an outage, many conversations at once: each message is taken up once (S123)', async () => {
    fateOf = (attempt, key) => {
      if (attempt > 4) return 'stored';
      return (attempt + key.length) % 2 === 0 ? 'unacknowledged' : 'away';
    };
    const ids = Array.from({ length: 60 }, (_, nth) => String(nth));
    const sender = sending();
    for (const id of ids) sender.send(notification(id));
    await sender.idle();
    expect((await messages()).toSorted()).toEqual(ids.map((id) => `part_${id}`).toSorted());
  });

  it('gives a delivery up within two hours of trying; what was lost is left to the gap finder (S123)', async () => {
    fateOf = () => 'away';
    const sender = sending();
    sender.send(notification('7'));
    await sender.idle();
    const last = sender.attempts().at(-1);
    expect(last).toMatchObject({ attempt: 7, status: 503 });
    expect((last?.start ?? 0) - START).toBeLessThan(TWO_HOURS);
    expect(await messages()).toEqual([]);
  });
});
