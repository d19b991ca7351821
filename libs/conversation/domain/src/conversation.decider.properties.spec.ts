import fc from 'fast-check';
import type { ConversationEvent, ConversationInput, RecordedEvent } from './index';
import { conversationDecider, defaultConversationSettings } from './index';
import type { Conversation } from './index';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 5_000);
const settings = { ...defaultConversationSettings, handleUnassigned: true };

/** What the world may do next; `pick` chooses among what the log is waiting for. */
type Move =
  | { kind: 'customer'; message: number }
  | { kind: 'teammate'; note: boolean; byAi: boolean }
  | { kind: 'assigned'; to: 'ai' | 'nobody' | 'teammate' | 'team' }
  | { kind: 'closed' | 'reopened' | 'deleted' | 'handed-back' | 'timer' }
  | { kind: 'answer'; confidence: number; failed: boolean }
  | { kind: 'report'; result: 'delivered' | 'withheld' | 'contested' | 'failed' };

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('customer' as const), message: fc.nat(8) }),
  },
  fc.record({ kind: fc.constant('teammate' as const), note: fc.boolean(), byAi: fc.boolean() }),
  fc.record({
    kind: fc.constant('assigned' as const),
    to: fc.constantFrom('ai' as const, 'nobody' as const, 'teammate' as const, 'team' as const),
  }),
  fc.record({
    kind: fc.constantFrom('closed' as const, 'reopened' as const, 'handed-back' as const),
  }),
  { weight: 4, arbitrary: fc.constant({ kind: 'timer' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      confidence: fc.constantFrom(0.1, 0.9),
      failed: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      result: fc.constantFrom('delivered', 'delivered', 'withheld', 'contested', 'failed' as const),
    }),
  },
);

interface World {
  state: Conversation;
  at: number;
  log: RecordedEvent[];
}

const author = { id: 'u1' };
const ownership = (to: 'ai' | 'nobody' | 'teammate' | 'team') =>
  to === 'nobody' ? ({ kind: to } as const) : ({ kind: to, id: 'x' } as const);

const DATA: {
  readonly [K in Move['kind']]: (
    world: World,
    move: Extract<Move, { kind: K }>,
  ) => Pick<ConversationInput, 'type' | 'data'> | null;
} = {
  customer: ({ at }, { message }) => ({
    type: 'CustomerWrote',
    data: {
      messageId: `m${message}`,
      text: 'hello',
      author,
      channel: 'web',
      startedBy: 'customer',
      attachments: [],
      vendorAt: at,
    },
  }),
  teammate: ({ at }, { note, byAi }) => ({
    type: 'TeammateWrote',
    data: {
      messageId: `t${at}`,
      text: 'hi',
      author,
      visibility: note ? 'note' : 'public',
      byAi,
      vendorAt: at,
    },
  }),
  assigned: ({ at }, { to }) => ({
    type: 'ConversationAssigned',
    data: { assignee: ownership(to), vendorAt: at },
  }),
  closed: ({ at }) => ({ type: 'ConversationClosed', data: { vendorAt: at } }),
  reopened: ({ at }) => ({ type: 'ConversationReopened', data: { vendorAt: at } }),
  deleted: ({ at }) => ({ type: 'ConversationDeleted', data: { vendorAt: at } }),
  'handed-back': () => ({ type: 'OperatorHandedBack', data: { operator: 'o', reason: 'r' } }),
  timer: ({ state }) =>
    state.timer === null ? null : { type: 'TimerDue', data: { ...state.timer } },
  answer: ({ state }, { confidence, failed }) =>
    state.run === null
      ? null
      : {
          type: 'ReasoningFinished',
          data: {
            runId: state.run.runId,
            answerer: 'test/1',
            result: failed
              ? { kind: 'failed', because: 'down' }
              : { kind: 'answer', text: 'answer', confidence, sources: [] },
          },
        },
  report: ({ state, at }, { result }) => {
    const commandId = state.reply?.commandId ?? state.handoff?.commandId ?? null;
    return commandId === null
      ? null
      : {
          type: 'DispatchReported',
          data: { commandId, attempts: 1, result: reported(result, at) },
        };
  },
};

const reported = (kind: Extract<Move, { kind: 'report' }>['result'], at: number) => {
  switch (kind) {
    case 'delivered':
      return { kind, vendorMessageId: `p${at}`, foundByReadBack: false };
    case 'withheld':
      return { kind, because: 'a person owns it', assignee: ownership('teammate'), vendorAt: at };
    case 'contested':
      return { kind, assignee: ownership('ai'), afterMs: 5 };
    case 'failed':
      return { kind, code: 'REJECTED', because: 'no' };
  }
};

const step = (world: World, next: Move): void => {
  world.at += 1_000;
  const draft = (DATA[next.kind] as (world: World, move: Move) => object | null)(world, next);
  if (draft === null) return;
  const input = { id: `in${world.at}`, at: world.at, ...draft } as ConversationInput;
  const events = conversationDecider.decide(input, world.state, settings);
  expect(events.length).toBeGreaterThan(0);
  events.forEach((event, index) => record(world, event, `${input.id}.${index}`));
};

const record = (world: World, event: ConversationEvent, id: string): void => {
  forbid(world.state, event);
  const recorded = { ...event, id, at: world.at } as RecordedEvent;
  world.state = conversationDecider.evolve(world.state, recorded);
  world.log.push(recorded);
};

/** What must never be decided, whatever came before. */
const forbid = (state: Conversation, event: ConversationEvent): void => {
  if (event.type === 'ReplyRequested') {
    expect(state.withPerson).toBeNull();
    expect(state.reply).toBeNull();
    expect(state.handoff).toBeNull();
  }
  if (event.type === 'ReasoningRequested') expect([state.run, state.reply]).toEqual([null, null]);
  if (event.type === 'TimerSet') expect(state.timer).toBeNull();
  if (event.type === 'HandoffRequested') expect(state.handoff).toBeNull();
};

const play = (moves: readonly Move[]): World => {
  const world: World = { state: conversationDecider.initialState, at: 1_000_000, log: [] };
  moves.forEach((next) => step(world, next));
  return world;
};

/** Lets everything that the log waits for happen. */
const settleAll = (world: World): void => {
  for (let round = 0; round < 20; round += 1) {
    step(world, { kind: 'timer' });
    step(world, { kind: 'answer', confidence: 0.9, failed: false });
    step(world, { kind: 'report', result: 'delivered' });
  }
};

const settledIds = (log: readonly RecordedEvent[]): readonly string[] =>
  log.flatMap((event) => (event.type === 'MessagesSettled' ? event.data.messageIds : []));

const receivedIds = (log: readonly RecordedEvent[]): readonly string[] =>
  log.flatMap((event) => (event.type === 'CustomerMessageReceived' ? [event.data.messageId] : []));

describe('a conversation, whatever happens', () => {
  it('settles each customer message exactly once, and never talks over a person', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const world = play(moves);
        settleAll(world);
        expect([...settledIds(world.log)].sort()).toEqual([...receivedIds(world.log)].sort());
        expect(world.state.open).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('takes a message up once, however often it is told', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const received = receivedIds(play(moves).log);
        expect(new Set(received).size).toBe(received.length);
      }),
      { numRuns: RUNS },
    );
  });
});
