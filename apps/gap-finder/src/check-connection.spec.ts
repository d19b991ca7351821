import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { decodeInput, TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, noTelemetry, partitionKey } from '@deskstream/kernel';
import type {
  CallResult,
  CanonicalFact,
  RecentConversations,
  VendorConnection,
} from '@deskstream/port-vendor';
import type { GapCheck } from './check';
import { defaultGapLimits } from './check';
import { checkConnection } from './check-connection';
import type { Told } from './testing/told';
import { indexOf } from './testing/told';

const MINUTE = 60_000;
const NOW = 1_790_000_000_000;
const T0 = NOW - 30 * MINUTE;
const connection = { workspace: 'acme', vendor: 'intercom' } as VendorConnection;
const key = partitionKey({ workspace: 'acme', vendor: 'intercom', conversation: 'c1' });

const wrote = (messageId: string, vendorAt: number) => ({
  messageId,
  text: `text of ${messageId}`,
  author: { id: 'u1' },
  channel: 'web' as const,
  startedBy: 'customer' as const,
  attachments: [],
  vendorAt,
});

const fact = (messageId: string, vendorAt: number): CanonicalFact => ({
  type: 'CustomerWrote',
  identity: messageId,
  data: wrote(messageId, vendorAt),
});

const received = (messageId: string, at: number): Told => ({
  type: 'CustomerMessageReceived',
  at,
  data: wrote(messageId, at),
});

const asked = (at: number): Told => ({
  type: 'ReasoningRequested',
  at,
  data: { messageIds: ['m1'] },
});

interface World {
  readonly told?: readonly Told[];
  readonly thread?: CallResult;
  readonly changed?: readonly { conversation: string; updatedAt: number }[];
  readonly check?: Partial<GapCheck>;
}

const holds = (...facts: readonly CanonicalFact[]): CallResult => ({ kind: 'done', facts });

/** A help desk that lists at most two changes at once. */
const world = async ({ told = [], thread = holds(), changed, check }: World) => {
  const all = changed ?? [{ conversation: 'c1', updatedAt: T0 + 10 * MINUTE }];
  const broker = createMemoryBroker();
  const clock = { now: () => NOW, sleep: () => Promise.resolve() };
  const log = createMemoryEventLog({ clock, broker });
  await log.provision(topicCatalogue(1));
  const read: string[] = [];
  const recent = (
    _connection: VendorConnection,
    { since, until }: { since: number; until: number },
  ): Promise<RecentConversations> => {
    const within = all.filter(({ updatedAt }) => updatedAt >= since && updatedAt <= until);
    const newest = within.toSorted((one, other) => other.updatedAt - one.updatedAt);
    const truncated = newest.length > 2;
    return Promise.resolve({ kind: 'read', conversations: newest.slice(0, 2), truncated });
  };
  const deps = {
    log,
    clock,
    index: await indexOf(key, told),
    telemetry: noTelemetry,
    logger: noLogger,
    feeds: [{ vendor: 'intercom' as const, recent }],
    vendors: [
      {
        vendor: 'intercom' as const,
        perform: ({ conversation }: { conversation: string }) => {
          read.push(conversation);
          return Promise.resolve(thread);
        },
      },
    ],
  };
  const compared = new Map<string, number>();
  const run = () =>
    checkConnection(deps, {
      connection,
      because: 'schedule',
      since: T0,
      historyBefore: T0,
      limits: defaultGapLimits,
      dryRun: false,
      compared,
      signal: new AbortController().signal,
      ...check,
    });
  const suspected = () =>
    broker
      .records(TOPICS.inputs)
      .flat()
      .map((record) => {
        const decoded = decodeInput(record);
        return decoded.ok ? { id: decoded.value.input.id, data: decoded.value.input.data } : null;
      });
  return { run, read, suspected };
};

describe('a changed conversation', () => {
  it('with a message that the log does not know is suspected, from a little before it', async () => {
    const { run, suspected } = await world({
      told: [received('m1', T0 + MINUTE)],
      thread: holds(fact('m1', T0 + MINUTE), fact('m2', T0 + 9 * MINUTE)),
    });
    expect((await run()).finished).toMatchObject({ result: 'complete', suspected: 1 });
    const data = {
      because: 'no webhook told of 1 message at intercom',
      since: T0 + 8 * MINUTE,
    };
    expect(suspected()).toMatchObject([{ data }]);
  });

  it('hides no earlier message behind a later one that was told', async () => {
    const { run } = await world({
      told: [received('m2', T0 + 9 * MINUTE)],
      thread: holds(fact('m1', T0 + MINUTE), fact('m2', T0 + 9 * MINUTE)),
    });
    expect((await run()).suspects).toMatchObject([{ conversation: 'c1', messages: 1 }]);
  });

  it('that the log never heard of is read as a whole', async () => {
    const { run, suspected } = await world({ thread: holds(fact('m1', T0 + MINUTE)) });
    await run();
    expect(suspected()).toMatchObject([{ data: { since: 0 } }]);
  });

  it('of which everything is known is left alone, and not read again for the same change', async () => {
    const { run, read, suspected } = await world({
      told: [received('m1', T0 + MINUTE)],
      thread: holds(fact('m1', T0 + MINUTE)),
    });
    await run();
    expect((await run()).finished).toMatchObject({ compared: 0, reached: NOW - MINUTE });
    expect(read).toEqual(['c1']);
    expect(suspected()).toEqual([]);
  });

  it('is not read while an answer is being made, and looked at again later', async () => {
    const { run, read } = await world({
      told: [received('m1', T0 + MINUTE), asked(T0 + 2 * MINUTE)],
      thread: holds(fact('m2', T0 + 9 * MINUTE)),
    });
    const { finished } = await run();
    expect(finished).toMatchObject({ busy: 1, suspected: 0, reached: T0 + 10 * MINUTE });
    expect(read).toEqual([]);
  });

  it('is suspected under one id, however often it is checked', async () => {
    const { run, suspected } = await world({ thread: holds(fact('m1', T0 + MINUTE)) });
    await run();
    await run();
    expect(new Set(suspected().map((each) => each?.id)).size).toBe(1);
  });

  it('tells in a dry run and asks for nothing', async () => {
    const thread = holds(fact('m1', T0 + MINUTE));
    const { run, suspected } = await world({ thread, check: { dryRun: true } });
    expect((await run()).suspects).toHaveLength(1);
    expect(suspected()).toEqual([]);
  });
});

describe('what is no gap', () => {
  it.each([
    ['a message from before the connection was watched', T0 - 5 * MINUTE],
    ['a message so young that its webhook may be on its way', NOW - MINUTE / 2],
  ])('is %s', async (_what, at) => {
    const { run } = await world({ thread: holds(fact('m1', at)) });
    expect((await run()).suspects).toEqual([]);
  });
});

describe('a check costs little', () => {
  const many = Array.from({ length: 7 }, (_, nth) => ({
    conversation: `c${nth}`,
    updatedAt: T0 + nth * MINUTE,
  }));

  it('goes through a list that is too long in shorter stretches, from old to new', async () => {
    const { run, read } = await world({ changed: many });
    expect((await run()).finished).toMatchObject({ result: 'complete', compared: 7 });
    expect(read).toEqual(many.map(({ conversation }) => conversation));
  });

  it('ends after so many reads, and the next one begins there', async () => {
    const limits = { ...defaultGapLimits, reads: 3 };
    const { run } = await world({ changed: many, check: { limits } });
    const { finished } = await run();
    expect(finished).toMatchObject({ result: 'partial', compared: 3, reached: T0 + 3 * MINUTE });
  });

  it('stops when the vendor is throttling, until it may be asked again', async () => {
    const retryAt = NOW + 10_000;
    const { run, read } = await world({ changed: many, thread: { kind: 'throttled', retryAt } });
    expect((await run()).finished).toMatchObject({ result: 'unreadable', retryAt, reached: T0 });
    expect(read).toHaveLength(1);
  });

  it('passes over a thread that may not be read', async () => {
    const thread: CallResult = { kind: 'rejected', code: 'not_found', status: 404, detail: 'gone' };
    const { run } = await world({ changed: many, thread });
    expect((await run()).finished).toMatchObject({ result: 'complete', compared: 7 });
  });
});
