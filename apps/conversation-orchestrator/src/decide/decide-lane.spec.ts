import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { createMemoryIndexState, createMemoryStreamIndex } from '@deskstream/adapter-stores-memory';
import type { StreamHead } from '@deskstream/contracts';
import {
  applyRecord,
  emptyHead,
  encodeInput,
  inputIdOf,
  TOPICS,
  topicCatalogue,
} from '@deskstream/contracts';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { Clock } from '@deskstream/kernel';
import { noLogger, noTelemetry, partitionKey, systemClock } from '@deskstream/kernel';
import { readAll } from '@deskstream/port-event-log';
import type { Draft, EventLog, LogRecord } from '@deskstream/port-event-log';
import { indexAll } from '../testing/recorded';
import { startDecide } from './start-decide';

const clock: Clock = systemClock;
const settings = {
  current: (workspace: string) =>
    workspace === 'acme'
      ? {
          workspace,
          version: 3,
          rules: { ...defaultConversationSettings, handleUnassigned: true, watchdogMs: null },
          connections: [],
        }
      : null,
  connection: () => null,
  all: () => [],
};

const customerWrote = (conversation: string, messageId: string, workspace = 'acme'): Draft => {
  const key = partitionKey({ workspace, vendor: 'intercom', conversation });
  return encodeInput(
    {
      id: inputIdOf(key, 'CustomerWrote', messageId),
      source: '/dedup',
      subject: key,
      time: 1_789_632_000_000,
      correlationId: `delivery-${messageId}`,
      causationId: `webhook-${messageId}`,
    },
    {
      type: 'CustomerWrote',
      data: {
        messageId,
        text: 'hello',
        author: { id: 'u1' },
        channel: 'web',
        startedBy: 'customer',
        attachments: [],
        vendorAt: 1_789_632_000_000,
      },
    },
  );
};

const setUp = async () => {
  const broker = createMemoryBroker();
  const log = createMemoryEventLog({ clock, broker });
  await log.provision(topicCatalogue(2));
  const indexState = createMemoryIndexState();
  const index = createMemoryStreamIndex({ state: indexState });
  const start = (on: EventLog = log, maxStreams = 100) =>
    startDecide({
      log: on,
      index,
      clock,
      settings,
      telemetry: noTelemetry,
      logger: noLogger,
      maxStreams,
    });
  return { broker, log, index, start };
};

const all = (log: EventLog, topic: string): Promise<LogRecord[]> => readAll(log, topic);

const until = async (condition: () => Promise<boolean>): Promise<void> => {
  while (!(await condition())) await clock.sleep(2);
};

const folded = (records: readonly LogRecord[]): Map<string, StreamHead> => {
  const heads = new Map<string, StreamHead>();
  for (const record of records) {
    const applied = applyRecord(heads.get(record.key) ?? emptyHead(), record);
    if (!applied.ok) throw new Error(applied.because);
    heads.set(record.key, applied.value.head);
  }
  return heads;
};

describe('the decide lane', () => {
  it('appends what it decided with a gapless, chained stream that folds to the recorded states', async () => {
    const { log, start } = await setUp();
    const service = await start();
    await log.publish([
      customerWrote('c1', 'm1'),
      customerWrote('c1', 'm2'),
      customerWrote('c2', 'm3'),
    ]);
    await until(async () => (await all(log, TOPICS.events)).length === 10);
    const events = await all(log, TOPICS.events);
    expect([...folded(events).values()].map(({ seq }) => seq).sort()).toEqual([3, 7]);
    expect(events.every(({ headers }) => headers['ce_settingsversion'] === '3')).toBe(true);
    expect(events[0]?.headers['ce_correlationid']).toMatch(/^delivery-m/);
    await service.stop();
    await log.close();
  });

  it('ignores an input it has seen, also after a crash, with the index behind and with it ahead', async () => {
    const { broker, log, index, start } = await setUp();
    const first = createMemoryEventLog({ clock, broker });
    await start(first);
    await log.publish([customerWrote('c1', 'm1')]);
    await until(async () => (await all(log, TOPICS.events)).length === 3);
    first.crash();
    const second = createMemoryEventLog({ clock, broker });
    await start(second);
    await log.publish([customerWrote('c1', 'm1'), customerWrote('c1', 'm2')]);
    await until(async () => (await all(log, TOPICS.events)).length === 7);
    second.crash();
    await indexAll(log, index);
    const service = await start();
    await log.publish([customerWrote('c1', 'm2'), customerWrote('c1', 'm3')]);
    await until(async () => (await all(log, TOPICS.events)).length === 11);
    expect(folded(await all(log, TOPICS.events)).size).toBe(1);
    await service.stop();
    await log.close();
  });

  it('keeps a bounded number of conversations and forgets none before the index has it', async () => {
    const { log, index, start } = await setUp();
    const service = await start(log, 5);
    const ids = Array.from({ length: 40 }, (_, nth) => `c${nth}`);
    const indexing = new AbortController();
    const follower = (async () => {
      while (!indexing.signal.aborted) {
        await indexAll(log, index);
        await clock.sleep(2);
      }
    })();
    for (const round of ['a', 'b', 'c'])
      for (const id of ids) await log.publish([customerWrote(id, `${id}-${round}`)]);
    await until(async () => (await all(log, TOPICS.events)).length === 40 * 11);
    const heads = folded(await all(log, TOPICS.events));
    expect([...heads.values()].every(({ seq }) => seq === 11)).toBe(true);
    indexing.abort();
    await follower;
    await service.stop();
    await log.close();
  });

  it('parks what it cannot use, with the cause, and goes on', async () => {
    const { log, start } = await setUp();
    const service = await start();
    const good = customerWrote('c1', 'm1');
    const { headers } = good;
    await log.publish([
      customerWrote('c1', 'm0', 'nobody'),
      { ...good, headers: { ...headers, ce_type: 'SomethingNew' } },
      { ...good, value: new TextEncoder().encode('{"messageId":7}') },
      good,
    ]);
    await until(async () => (await all(log, TOPICS.events)).length === 3);
    await until(async () => (await all(log, TOPICS.deadLetters)).length === 3);
    const causes = (await all(log, TOPICS.deadLetters)).map(
      (record) => record.headers['dl_because'],
    );
    expect(causes.sort()).toEqual([
      expect.stringContaining('does not match its schema'),
      'unknown input type SomethingNew',
      'workspace nobody has no settings',
    ]);
    await service.stop();
    await log.close();
  });
});
