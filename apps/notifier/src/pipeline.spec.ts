import { createMemoryIndexState, createMemoryStreamIndex } from '@deskstream/adapter-stores-memory';
import { decodeEvent } from '@deskstream/contracts';
import { noLogger, noTelemetry } from '@deskstream/kernel';
import type { Draft, LogRecord } from '@deskstream/port-event-log';
import type { Told } from './channel';
import { notify } from './pipeline';
import type { NotifierDeps, Wanted } from './pipeline';
import { eventOf, handoff, keyOf } from './testing/events';

const HOUR = 3_600_000;
const all: Wanted = { causes: [], workspaces: [], customers: [] };

const recordOf = (draft: Draft, offset = 0): LogRecord => ({
  ...draft,
  partition: 0,
  offset,
  timestamp: 0,
});

interface Given extends Partial<NotifierDeps> {
  readonly now?: number;
  readonly attempt?: number;
  readonly answer?: Told;
}

const tellOf = async (
  draft: Draft,
  { now = 0, attempt = 1, answer = { kind: 'told' }, ...deps }: Given = {},
) => {
  const notices: string[] = [];
  const record = recordOf(draft);
  const decoded = decodeEvent(record);
  if (!decoded.ok) throw new Error(decoded.because);
  const outcome = await notify(
    {
      clock: { now: () => now, sleep: () => Promise.resolve() },
      logger: noLogger,
      telemetry: noTelemetry,
      channel: {
        tell: (notice) => {
          notices.push(notice);
          return Promise.resolve(answer);
        },
      },
      wanted: all,
      maxAgeMs: HOUR,
      ...deps,
    },
    { event: decoded.value.event, record, attempt },
  );
  return { outcome, notices };
};

describe('a handoff', () => {
  it('is told', async () => {
    const { outcome, notices } = await tellOf(handoff(keyOf('c1')));
    expect(outcome).toEqual({ kind: 'done' });
    expect(notices).toHaveLength(1);
  });

  it.each([
    ['its cause is', { ...all, causes: ['guardrail', 'human-requested'] }, 1],
    ['its cause is not', { ...all, causes: ['guardrail'] }, 0],
    ['its workspace is', { ...all, workspaces: ['globex', 'acme'] }, 1],
    ['its workspace is not', { ...all, workspaces: ['globex'] }, 0],
  ] as const)('is told as it is wanted: %s', async (_what, wanted, times) => {
    expect((await tellOf(handoff(keyOf('c1')), { wanted })).notices).toHaveLength(times);
  });

  it('that failed is told whatever causes are wanted', async () => {
    const data = { commandId: 'c', attempts: 1, code: 'X', because: 'no' };
    const draft = eventOf({ key: keyOf('c1') }, 'HandoffFailed', data);
    const wanted = { ...all, causes: ['guardrail'] };
    expect((await tellOf(draft, { wanted })).notices).toHaveLength(1);
  });

  it('that is old is not told, so that an old log floods nobody', async () => {
    const told = await tellOf(handoff(keyOf('c1')), { now: HOUR + 1 });
    expect(told).toEqual({ outcome: { kind: 'skipped', because: 'too old' }, notices: [] });
  });

  it('that got old while the channel took nothing is parked', async () => {
    const { outcome } = await tellOf(handoff(keyOf('c1')), { now: HOUR + 1, attempt: 9 });
    expect(outcome).toMatchObject({
      kind: 'dead-letter',
      because: expect.stringMatching(/^NOTIFIER.TOO_LATE /) as string,
    });
  });
});

describe('a channel that is busy', () => {
  const busy: Told = { kind: 'later', because: 'NOTIFIER.BUSY', afterMs: null };
  it.each([
    [1, null, 1_000],
    [3, null, 4_000],
    [50, null, 60_000],
    [1, 30_000, 30_000],
    [9, 0, 1_000],
  ])(
    'at attempt %d, asking for %p ms, is asked again after %d ms',
    async (attempt, afterMs, wait) => {
      const { outcome } = await tellOf(handoff(keyOf('c1')), {
        attempt,
        answer: { ...busy, afterMs },
      });
      expect(outcome).toEqual({ kind: 'retry', because: 'NOTIFIER.BUSY', afterMs: wait });
    },
  );
});

it('a notice that the channel refuses is parked with the reason', async () => {
  const answer: Told = { kind: 'refused', because: 'NOTIFIER.REFUSED' };
  const { outcome } = await tellOf(handoff(keyOf('c1')), { answer });
  expect(outcome).toEqual({ kind: 'dead-letter', because: 'NOTIFIER.REFUSED' });
});

describe('important customers', () => {
  const key = keyOf('c1');
  const wrote = (email?: string) =>
    eventOf({ key, seq: 1 }, 'CustomerMessageReceived', {
      messageId: 'm1',
      text: 'hello',
      author: { id: 'u1' },
      channel: 'web',
      startedBy: 'customer',
      attachments: [],
      contact: { id: 'u1', ...(email === undefined ? {} : { email }) },
      vendorAt: 0,
    });

  const indexed = async (...drafts: readonly Draft[]) => {
    const index = createMemoryStreamIndex({ state: createMemoryIndexState() });
    const rows = drafts.map((draft, at) => ({
      ...{ key, seq: at + 1, eventId: `e${at + 1}`, type: 'x', at: 0 },
      record: recordOf(draft, at),
    }));
    await index.write({ partition: 0, from: 0, to: rows.length, rows });
    return index;
  };
  const told = async (email: string | undefined, customers: readonly string[]) => {
    const index = await indexed(wrote(email));
    return tellOf(handoff(key, { seq: 2 }), { index, wanted: { ...all, customers } });
  };

  it.each([
    ['Ada@bigcorp.example', ['ada@bigcorp.example'], 1],
    ['ada@bigcorp.example', ['b@x.example', '@BigCorp.example'], 1],
    ['ada@notbigcorp.example', ['@bigcorp.example'], 0],
    ['eva-ada@bigcorp.example', ['ada@bigcorp.example'], 0],
    [undefined, ['@bigcorp.example'], 0],
  ] as const)('S098: of %s, with %j wanted, %d is told', async (email, customers, times) => {
    const { notices } = await told(email, customers);
    expect(notices).toHaveLength(times);
    expect(notices.join()).not.toMatch(/@/);
  });

  it('are looked up again when the index of sessions is behind', async () => {
    const wanted = { ...all, customers: ['@bigcorp.example'] };
    const { outcome, notices } = await tellOf(handoff(key, { seq: 2 }), {
      index: await indexed(),
      wanted,
    });
    expect(outcome).toMatchObject({ kind: 'retry' });
    expect(notices).toEqual([]);
  });

  it('are looked up again when the database is away', async () => {
    const away = new Error('no database');
    const index = {
      readStream: () => {
        throw away;
      },
    };
    const wanted = { ...all, customers: ['@bigcorp.example'] };
    const { outcome } = await tellOf(handoff(key, { seq: 2 }), { index, wanted });
    expect(outcome).toEqual({ kind: 'retry', because: 'no database', afterMs: 1_000 });
  });
});
