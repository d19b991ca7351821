import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import type { MemoryBroker } from '@deskstream/adapter-event-log-memory';
import { intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import {
  TOPICS,
  WEBHOOK_TYPE,
  decodeInput,
  encodeWebhook,
  topicCatalogue,
} from '@deskstream/contracts';
import { noLogger, noTelemetry, partitionKey, systemClock } from '@deskstream/kernel';
import type { Clock, RunningService } from '@deskstream/kernel';
import { createSealer, startSettings } from '@deskstream/platform-settings';
import type { RunningSettings } from '@deskstream/platform-settings';
import type { Draft, LogRecord } from '@deskstream/port-event-log';
import { startDedup } from './start-dedup';

const PARTITIONS = 2;
const workspace = 'acme';

let broker: MemoryBroker;
let settings: RunningSettings;
let services: RunningService[];

/** Long waits are over at once. */
const hasty: Clock = {
  now: () => Date.now(),
  sleep: (_ms, signal) => systemClock.sleep(0, signal),
};

beforeEach(async () => {
  services = [];
  await reset();
});

const reset = async () => {
  await Promise.all(services.map((service) => service.stop()));
  broker = createMemoryBroker();
  broker.provision(topicCatalogue(PARTITIONS));
  const sealer = createSealer(new Uint8Array(32));
  settings = await startSettings({
    log: memoryLog(),
    clock: systemClock,
    sealer,
    logger: noLogger,
  });
  await settings.put({
    workspace,
    connections: [
      {
        vendor: 'intercom',
        apiBaseUrl: 'http://x',
        accessToken: 't',
        signingSecrets: ['s'],
        aiTeammateId: 'ai-7',
      },
    ],
  });
  services = [settings];
};

afterEach(async () => {
  await Promise.all(services.map((service) => service.stop()));
});

const memoryLog = () => createMemoryEventLog({ clock: systemClock, broker, backoffMs: 1 });

const dedup = async (windowRecords?: number) => {
  const service = await startDedup({
    log: memoryLog(),
    clock: hasty,
    settings,
    vendors: [intercomWebhooks],
    telemetry: noTelemetry,
    logger: noLogger,
    ...(windowRecords === undefined ? {} : { windowRecords }),
  });
  services.push(service);
  return service;
};

interface Told {
  readonly topic: string;
  readonly conversation?: string | null;
  readonly delivery: string;
  readonly parts?: readonly object[];
}

const part = (id: string, fields: object = {}) => ({
  id,
  part_type: 'comment',
  body: `<p>text of ${id}</p>`,
  created_at: 1_790_000_000,
  assigned_to: null,
  author: { type: 'user', id: 'c1' },
  ...fields,
});

const webhook = ({ topic, conversation = '77', delivery, parts = [] }: Told): Draft => {
  const item = {
    type: 'conversation',
    id: conversation,
    conversation_parts: { conversation_parts: parts },
  };
  const notification = {
    type: 'notification_event',
    id: delivery,
    topic,
    created_at: 1_790_000_000,
    data: { item },
  };
  return encodeWebhook({
    envelope: {
      id: `wh_${delivery}`,
      type: WEBHOOK_TYPE,
      source: '/ingress',
      subject: partitionKey({ workspace, vendor: 'intercom', conversation: conversation ?? '-' }),
      time: 1_790_000_000_000,
      schemaVersion: 1,
      correlationId: delivery,
      causationId: delivery,
    },
    workspace,
    vendor: 'intercom',
    deliveryId: delivery,
    vendorTopic: topic,
    attempt: 1,
    body: new TextEncoder().encode(JSON.stringify(notification)),
  });
};

const replied = (delivery: string, partId: string, conversation = '77'): Draft =>
  webhook({ topic: 'conversation.user.replied', delivery, conversation, parts: [part(partId)] });

const publish = (...drafts: readonly Draft[]) => memoryLog().publish(drafts);

/** Everything published is handled: each partition's position stands at its end. */
const settled = async () => {
  for (;;) {
    const ends = broker.ends(TOPICS.webhooks);
    const group = broker.group('dedup.canonicalise', TOPICS.webhooks);
    if (ends.every(({ partition, end }) => group.position(partition) >= end)) return;
    await systemClock.sleep(1);
  }
};

const inputs = () =>
  broker
    .records(TOPICS.inputs)
    .flat()
    .map((record: LogRecord) => {
      const decoded = decodeInput(record);
      if (!decoded.ok) throw new Error(decoded.because);
      return { ...decoded.value.input, record, envelope: decoded.value.envelope };
    });

const parked = () => broker.records(TOPICS.deadLetters).flat();

describe('a delivery that tells something new', () => {
  it('becomes its inputs, with its own id as correlation', async () => {
    await dedup();
    await publish(replied('n1', 'p1'));
    await settled();
    expect(inputs()).toMatchObject([
      {
        type: 'CustomerWrote',
        at: 1_790_000_000_000,
        data: { messageId: 'p1', text: 'text of p1' },
        envelope: {
          correlationId: 'n1',
          causationId: 'wh_n1',
          subject: 'acme/intercom/77',
          source: '/dedup',
        },
      },
    ]);
  });

  it('passes two equal texts on, because they were typed twice', async () => {
    await dedup();
    const yes = { body: '<p>yes</p>' };
    await publish(
      webhook({ topic: 'conversation.user.replied', delivery: 'n1', parts: [part('p1', yes)] }),
      webhook({ topic: 'conversation.user.replied', delivery: 'n2', parts: [part('p2', yes)] }),
    );
    await settled();
    expect(inputs().map(({ type }) => type)).toEqual(['CustomerWrote', 'CustomerWrote']);
  });
});

describe('a delivery that tells nothing new', () => {
  it('is told of, with the input it repeats and where that came from', async () => {
    await dedup();
    const [first] = await publish(replied('n1', 'p1'));
    await publish(replied('n1-again', 'p1'));
    await settled();
    const [written, suppressed] = inputs();
    expect(suppressed).toMatchObject({
      type: 'DeliverySuppressed',
      data: {
        deliveryId: 'n1-again',
        because: 'duplicate',
        duplicateOf: written?.id,
        firstSeenAt: `${TOPICS.webhooks}/${first?.partition ?? ''}/${first?.offset ?? ''}`,
      },
    });
  });

  it('is one of three notifications of one action', async () => {
    await dedup();
    const parts = [
      part('p9', {
        part_type: 'assignment',
        author: { type: 'admin', id: '5' },
        assigned_to: { type: 'admin', id: '5' },
      }),
    ];
    await publish(
      webhook({ topic: 'conversation.admin.assigned', delivery: 'n1', parts }),
      webhook({ topic: 'conversation.admin.replied', delivery: 'n2', parts }),
      webhook({ topic: 'conversation.admin.open.assigned', delivery: 'n3', parts }),
    );
    await settled();
    expect(inputs().map(({ type }) => type)).toEqual([
      'TeammateWrote',
      'ConversationAssigned',
      'DeliverySuppressed',
      'DeliverySuppressed',
    ]);
  });

  it('is told of when it is about a conversation, and not when it is about a contact', async () => {
    await dedup();
    await publish(
      webhook({ topic: 'conversation.priority.updated', delivery: 'n1', parts: [part('p1')] }),
      webhook({ topic: 'contact.merged', delivery: 'n2', conversation: null }),
    );
    await settled();
    expect(inputs()).toMatchObject([
      { type: 'DeliverySuppressed', data: { deliveryId: 'n1', because: 'no-content' } },
    ]);
  });

  it('is recognised after a restart, from what was passed on before', async () => {
    const first = await dedup();
    await publish(replied('n1', 'p1'));
    await settled();
    await first.stop();
    await dedup();
    await publish(replied('n2', 'p1'));
    await settled();
    expect(inputs().map(({ type }) => type)).toEqual(['CustomerWrote', 'DeliverySuppressed']);
  });

  it('is left to the fold once it has left the window', async () => {
    await dedup(1);
    await publish(replied('n1', 'p1'), replied('n2', 'p2'), replied('n3', 'p1'));
    await settled();
    const ids = inputs().map(({ id }) => id);
    expect(ids).toHaveLength(3);
    expect(ids[2]).toBe(ids[0]);
  });
});

describe('a record that cannot be used', () => {
  it('is parked with the reason, and the next one goes on', async () => {
    await dedup();
    const good = replied('n1', 'p1');
    const headers = Object.fromEntries(
      Object.entries(good.headers).filter(([name]) => name !== 'ce_id'),
    );
    await publish(
      { ...good, headers },
      { ...good, headers: { ...good.headers, ce_workspace: 'gone' } },
      { ...good, headers: { ...good.headers, ce_vendor: 'zendesk' } },
      good,
    );
    await settled();
    expect(parked().map((record) => record.headers['dl_because'])).toEqual([
      'header ce_id is missing',
      'workspace gone has no connection to intercom',
      'vendor zendesk is not known',
    ]);
    expect(inputs()).toHaveLength(1);
  });
});

describe('whatever is duplicated or reordered', () => {
  const occurrences: readonly (readonly Draft[])[] = [
    [replied('a1', 'p1'), replied('a2', 'p1')],
    [replied('b1', 'p2')],
    [replied('c1', 'p1', '78')],
    ['admin.replied', 'admin.assigned', 'admin.open.assigned'].map((topic, index) =>
      webhook({
        topic: `conversation.${topic}`,
        delivery: `d${index}`,
        parts: [
          part('p3', {
            part_type: 'assignment',
            author: { type: 'admin', id: '5' },
            assigned_to: { type: 'admin', id: '5' },
          }),
        ],
      }),
    ),
    [
      webhook({
        topic: 'conversation.admin.closed',
        delivery: 'e1',
        parts: [part('p4', { part_type: 'close', body: null })],
      }),
    ],
    [webhook({ topic: 'conversation.deleted', delivery: 'f1', conversation: '79' })],
  ];
  const all = occurrences.flat();
  const idsOf = () =>
    inputs()
      .filter(({ type }) => type !== 'DeliverySuppressed')
      .map(({ id }) => id)
      .sort();

  it('gives the same set of inputs, each once, and accounts for every delivery (S110)', async () => {
    await dedup();
    await publish(...occurrences.map(([first]) => first as Draft));
    await settled();
    const expected = idsOf();
    const anyOrder = fc
      .shuffledSubarray(all, { minLength: all.length })
      .chain((once) => fc.tuple(fc.constant(once), fc.subarray(all), fc.nat({ max: 3 })));
    await fc.assert(
      fc.asyncProperty(anyOrder, async ([once, again, stops]) => {
        await reset();
        const deliveries = [...once, ...again];
        for (let from = 0; from <= stops; from += 1) {
          const service = await dedup();
          const size = Math.ceil(deliveries.length / (stops + 1));
          await publish(...deliveries.slice(from * size, (from + 1) * size));
          await settled();
          await service.stop();
        }
        expect(idsOf()).toEqual(expected);
        const told = new Set(inputs().map(({ record }) => record.headers['ce_origin']));
        expect(told.size).toBe(deliveries.length);
      }),
      { numRuns: 40 },
    );
  }, 30_000);
});
