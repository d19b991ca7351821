import fc from 'fast-check';
import type { ConversationSettings, RecordedEvent } from './index';
import { defaultConversationSettings } from './index';
import type { Move } from './testing/moves';
import { moveArbitrary } from './testing/moves';
import { inputOf, toldArbitrary } from './testing/told';
import type { World } from './testing/world';
import { begin, play, settleAll } from './testing/world';

/** Together 100,000 histories where the whole is checked; `PROPERTY_RUNS` for a short or a long form. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 25_000);

const base: ConversationSettings = { ...defaultConversationSettings, handleUnassigned: true };

/** Every rule switched on somewhere. */
const SETTINGS: readonly ConversationSettings[] = [
  base,
  { ...base, handleUnassigned: false, processOnAssignment: true },
  {
    ...base,
    assist: { ...base.assist, web: true },
    companySync: 'all',
    resolution: { afterQuietMs: 60_000, noteAfterMs: 15_000, note: true, close: true },
    handoff: { ...base.handoff, repliesInLoop: 2, message: 'A colleague will help you.' },
  },
  {
    ...base,
    watchdogMs: 5_000,
    topics: {
      known: [{ name: 'refunds', phrases: ['refund'] }],
      resolve: [],
      escalate: ['refunds'],
      noAssist: [],
    },
    handoff: {
      ...base.handoff,
      to: { kind: 'team', id: 't1' },
      ticket: { enabled: true, transcript: true, owner: '' },
      triggers: { ...base.handoff.triggers, lowConfidence: false },
    },
  },
];

const histories = fc.record({
  settings: fc.constantFrom(...SETTINGS),
  moves: fc.array(moveArbitrary, { maxLength: 40 }),
});

const holds = (property: (world: World) => void): void => {
  fc.assert(
    fc.property(histories, ({ settings, moves }) => {
      const world = begin(settings);
      told(world, () => property(play(world, moves)));
    }),
    { numRuns: RUNS },
  );
};

/** What fails is shrunk, and told as Given–When–Then. */
const told = ({ settings, story }: World, check: () => void): void => {
  try {
    check();
  } catch (error) {
    const given = `Given ${JSON.stringify(settings)}`;
    throw new Error([given, ...story, (error as Error).message].join('\n'), { cause: error });
  }
};

/** An operator set the session to assist at some time. */
const assists = ({ log }: World): boolean =>
  log.some(({ type, data }) => type === 'SessionModeSet' && data.mode === 'assist');

/** Contested after it had ended as confirmed. */
const isLateContest = (event: RecordedEvent): boolean =>
  event.type === 'HandoffContested' && event.data.confirmed !== undefined;

const idsOf = ({ log }: World, type: 'MessagesSettled' | 'MessagesReopened'): readonly string[] =>
  log.flatMap((event) => (event.type === type ? event.data.messageIds : []));

const received = ({ log }: World): readonly string[] =>
  log.flatMap((event) => (event.type === 'CustomerMessageReceived' ? [event.data.messageId] : []));

/** A question that the AI cannot answer: note, tag and unassignment are delivered. */
const HANDED_OFF: readonly Move[] = [
  { kind: 'customer', message: 0, refund: false },
  { kind: 'timer', nth: 1 },
  { kind: 'timer', nth: 0 },
  { kind: 'answer', as: 'unsure', angry: false },
  ...Array.from({ length: 3 }, () => ({ kind: 'report', nth: 0, result: 'delivered' }) as const),
];

describe('a conversation, whatever happens', () => {
  it('settles each customer message once, or once more each time it is taken up again', () => {
    holds((world) => {
      settleAll(world);
      const owed = [...received(world), ...idsOf(world, 'MessagesReopened')];
      const waiting = world.state.awaiting;
      expect([...idsOf(world, 'MessagesSettled'), ...waiting].sort()).toEqual(owed.sort());
      expect(world.state.open).toEqual(waiting);
    });
  });

  it('never gives two replies to one message', () => {
    holds((world) => {
      settleAll(world);
      const replied = world.log.flatMap((event) =>
        event.type === 'MessagesSettled' && event.data.outcome === 'replied'
          ? event.data.messageIds
          : [],
      );
      expect(new Set(replied).size).toBe(replied.length);
    });
  });

  it('drafts for a person only what was judged so, or a session that is set to assist', () => {
    holds((world) => {
      const suggested = new Set<string>();
      for (const { type, data } of world.log) {
        if (type === 'MessageJudged' && data.verdict === 'suggest') suggested.add(data.messageId);
        if (type === 'ReasoningRequested' && data.purpose === 'suggestion' && !assists(world))
          expect(data.messageIds.filter((id) => !suggested.has(id))).toEqual([]);
      }
    });
  });

  it('ends every handoff as confirmed, contested or failed, with nothing left on its way', () => {
    holds((world) => {
      settleAll(world);
      const count = (...types: readonly string[]) =>
        world.log.filter((event) => types.includes(event.type) && !isLateContest(event)).length;
      expect(count('HandoffConfirmed', 'HandoffContested', 'HandoffFailed')).toBe(
        count('HandoffRequested'),
      );
      const { handoff, reply, suggestion, run, reading, errands, timers } = world.state;
      expect({ handoff, reply, suggestion, run, reading, errands, timers }).toEqual({
        handoff: null,
        reply: null,
        suggestion: null,
        run: null,
        reading: null,
        errands: {},
        timers: {},
      });
    });
  });

  it('tells a handoff contested late only when a rule took a confirmed one back', () => {
    let late = 0;
    const after = fc.array(moveArbitrary, { maxLength: 12 });
    fc.assert(
      fc.property(after, (moves) => {
        const world = play(begin(base), [...HANDED_OFF, ...moves]);
        world.log.forEach((event, index) => {
          if (event.type !== 'HandoffContested' || event.data.confirmed === undefined) return;
          late += 1;
          const { confirmed } = event.data;
          expect(world.log.find(({ id }) => id === confirmed)?.type).toBe('HandoffConfirmed');
          expect(world.log[index - 1]).toMatchObject({
            type: 'AssigneeChanged',
            data: { assignee: { kind: 'ai' }, automatic: true },
          });
        });
      }),
      { numRuns: Math.max(500, RUNS / 5) },
    );
    expect(late).toBeGreaterThan(0);
  });

  it('takes a message up once, however often and late it is told', () => {
    holds((world) => {
      const ids = received(world);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });
});

describe('what the vendor tells, in any order and repeated', () => {
  it('ends in the same state', () => {
    fc.assert(
      fc.property(
        toldArbitrary.chain((told) =>
          fc.record({
            told: fc.constant(told),
            order: fc.shuffledSubarray([...told.keys(), ...told.keys()], {
              minLength: told.length * 2,
            }),
          }),
        ),
        ({ told, order }) => {
          const inputs = told.map(inputOf);
          const inOrder = play(begin(base), [], inputs);
          const shuffled = play(
            begin(base),
            [],
            order.flatMap((index) => inputs[index] ?? []),
          );
          expect(known(shuffled)).toEqual(known(inOrder));
        },
      ),
      { numRuns: RUNS },
    );
  });

  /** What the vendor knows too; what we did about it meanwhile may differ. */
  const known = ({ state }: World) => ({
    status: state.status,
    assignee: state.assignee,
    withPerson: state.withPerson !== null,
    heard: [...state.known].sort(),
    tags: state.tags,
    attributes: state.attributes,
  });
});
