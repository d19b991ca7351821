import { FOLD_VERSION } from '@deskstream/conversation-domain';
import type { Observations, Violation } from '@deskstream/testing-simulation';
import { checkHistory } from '@deskstream/testing-simulation';
import type { LogRecord } from '@deskstream/port-event-log';
import { simulate } from './simulate';

type Mutation = (good: Observations) => Observations;

const typeOf = ({ headers }: LogRecord): string => headers['ce_type'] ?? '';
const withHeader = (record: LogRecord, name: string, value: string): LogRecord => ({
  ...record,
  headers: { ...record.headers, [name]: value },
});
const first = (records: readonly LogRecord[], type: string): LogRecord => {
  const found = records.find((record) => typeOf(record) === type);
  if (!found) throw new Error(`this history has no ${type}; take another seed`);
  return found;
};
const without = (records: readonly LogRecord[], gone: LogRecord) =>
  records.filter((record) => record !== gone);
const replaced = (records: readonly LogRecord[], old: LogRecord, by: LogRecord) =>
  records.map((record) => (record === old ? by : record));
const nextOffset = (records: readonly LogRecord[], { partition }: LogRecord) =>
  Math.max(
    ...records.filter((record) => record.partition === partition).map(({ offset }) => offset),
  ) + 1;
const events =
  (change: (all: readonly LogRecord[]) => readonly LogRecord[]): Mutation =>
  (good) => ({
    ...good,
    events: change(good.events),
  });

const mutations: readonly (readonly [string, Violation['property'], Mutation])[] = [
  ['an accepted delivery dropped', 'P1', (good) => ({ ...good, webhooks: good.webhooks.slice(1) })],
  [
    'a webhook that nobody read',
    'P1',
    (good) => ({
      ...good,
      inputs: good.inputs.filter(
        ({ headers }) => headers['ce_causationid'] !== good.webhooks[0]?.headers['ce_id'],
      ),
    }),
  ],
  ['an event doubled', 'P2', events((all) => [...all, ...all.slice(0, 1)])],
  [
    'a report under a second id',
    'P2',
    (good) => {
      const report = first(good.inputs, 'DispatchReported');
      const again = {
        ...withHeader(report, 'ce_id', 'in_other'),
        offset: nextOffset(good.inputs, report),
      };
      return { ...good, inputs: [...good.inputs, again] };
    },
  ],
  [
    'an input that led to nothing',
    'P2',
    (good) => {
      const input = first(good.inputs, 'CustomerWrote');
      return {
        ...good,
        events: good.events.filter(
          ({ headers }) => headers['ce_causationid'] !== input.headers['ce_id'],
        ),
      };
    },
  ],
  ['an outcome missing', 'P3', events((all) => without(all, first(all, 'MessagesSettled')))],
  ['an outcome twice', 'P3', events((all) => [...all, first(all, 'MessagesSettled')])],
  [
    'an effect twice',
    'P4',
    (good) => ({
      ...good,
      effects: good.effects.flatMap((effect) =>
        effect.kind === 'reply' ? [effect, effect] : [effect],
      ),
    }),
  ],
  [
    'an effect without a request',
    'P4',
    (good) => ({
      ...good,
      effects: good.effects.map((effect) =>
        effect.kind === 'reply' ? { ...effect, text: 'other words' } : effect,
      ),
    }),
  ],
  [
    'an effect reported, not carried out',
    'P4',
    (good) => ({ ...good, effects: good.effects.filter(({ kind }) => kind !== 'reply') }),
  ],
  [
    'two events swapped',
    'P5',
    events(([one, two, ...rest]) => [two, one, ...rest].flatMap((record) => record ?? [])),
  ],
  ['an event lost', 'P5', events((all) => without(all, first(all, 'MessageJudged')))],
  [
    'a hash changed',
    'P5',
    events((all) => {
      const judged = first(all, 'MessageJudged');
      return replaced(all, judged, withHeader(judged, 'ce_prevhash', 'e'.repeat(64)));
    }),
  ],
  [
    'words changed afterwards',
    'P5',
    events((all) => {
      const said = first(all, 'CustomerMessageReceived');
      return replaced(all, said, {
        ...said,
        value: Buffer.from(said.value?.toString().replace('How', 'Why') ?? ''),
      });
    }),
  ],
  [
    'a cause that is elsewhere',
    'P6',
    events((all) => {
      const judged = first(all, 'MessageJudged');
      return replaced(all, judged, withHeader(judged, 'ce_cause', '0:99999'));
    }),
  ],
  [
    'a timer fired early',
    'P6',
    (good) => {
      const due = first(good.inputs, 'TimerDue');
      return {
        ...good,
        inputs: replaced(good.inputs, due, { ...due, timestamp: due.timestamp - 60_000 }),
      };
    },
  ],
  [
    'an effect before its request',
    'P6',
    (good) => ({
      ...good,
      effects: good.effects.map((effect) => ({ ...effect, at: effect.at - 10_000_000 })),
    }),
  ],
  [
    'a recorded state that the fold does not give',
    'P7',
    events((all) => {
      const judged = all.find(({ headers }) => headers['ce_statehash'] !== undefined) as LogRecord;
      return replaced(all, judged, withHeader(judged, 'ce_statehash', `f${FOLD_VERSION}:0`));
    }),
  ],
  [
    'a projection that differs',
    'P7',
    (good) => ({ ...good, projections: [{ name: 'sessions', kept: 'a', rebuilt: 'b' }] }),
  ],
  [
    'work left open',
    'P8',
    (good) => ({ ...good, liveness: { ...good.liveness, openWork: { calls: 1 } } }),
  ],
  [
    'a group that lags',
    'P8',
    (good) => ({ ...good, liveness: { ...good.liveness, lag: { dedup: 3 } } }),
  ],
  ['no rest', 'P8', (good) => ({ ...good, liveness: { ...good.liveness, settledAfterMs: null } })],
  [
    'a reply without asking whose it is',
    'P9',
    (good) => ({
      ...good,
      effects: good.effects.map((effect) => ({ ...effect, lastOwnershipRead: null })),
    }),
  ],
  [
    'a reply to a person’s conversation',
    'P9',
    (good) => ({
      ...good,
      effects: good.effects.map((effect) => ({
        ...effect,
        lastOwnershipRead: { at: effect.at, withPerson: true },
      })),
    }),
  ],
];

describe('the checker', () => {
  let good: Observations;

  beforeAll(async () => {
    good = await goodHistory();
  });

  it('finds nothing in a good history', () => {
    expect(checkHistory(good)).toEqual([]);
  });

  it.each(mutations)('catches %s (%s)', (_name, property, mutate) => {
    const found = checkHistory(mutate(good)).map((violation) => violation.property);
    expect(found).toContain(property);
  });
});

/** The first one with a reply carried out. */
const goodHistory = async (): Promise<Observations> => {
  for (let seed = 1; ; seed += 1) {
    const { observed } = await simulate({ seed, troubled: false });
    if (observed.effects.some(({ kind }) => kind === 'reply')) return observed;
  }
};
