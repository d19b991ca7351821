import type {
  Conversation,
  ConversationEvent,
  ConversationInput,
  ConversationSettings,
  RecordedEvent,
} from '../index';
import { conversationDecider } from '../index';
import { forbid } from './forbidden';
import type { Move } from './moves';

export interface World {
  readonly settings: ConversationSettings;
  state: Conversation;
  at: number;
  inputs: number;
  readonly log: RecordedEvent[];
  /** Given–When–Then, a line for each input. */
  readonly story: string[];
}

export const begin = (settings: ConversationSettings): World => ({
  settings,
  state: conversationDecider.initialState,
  at: 1_000_000,
  inputs: 0,
  log: [],
  story: [],
});

/** Moves of the world, or inputs as they are. */
export const play = (
  world: World,
  moves: readonly Move[],
  inputs: readonly ConversationInput[] = [],
): World => {
  for (const move of moves) step(world, move);
  for (const input of inputs) decideOn(world, input);
  return world;
};

/** Lets everything that the log waits for happen, until it waits for nothing. */
export const settleAll = (world: World): void => {
  for (let round = 0; round < 60; round += 1) {
    step(world, { kind: 'timer', nth: 0 });
    step(world, { kind: 'answer', as: 'sure', angry: false });
    step(world, { kind: 'report', nth: 0, result: 'delivered' });
  }
};

const step = (world: World, move: Move): void => {
  world.at += 1_000;
  const draft = (DATA[move.kind] as Draft)(world, move);
  if (draft === null) return;
  decideOn(world, { id: `in${world.at}`, at: world.at, ...draft } as ConversationInput);
};

const decideOn = (world: World, input: ConversationInput): void => {
  const events = conversationDecider.decide(input, world.state, world.settings);
  if (events.length === 0) throw new Error(`${input.type} led to no event`);
  world.inputs += 1;
  world.story.push(`When ${input.type} ${JSON.stringify(input.data)}`);
  world.story.push(`Then ${events.map(({ type }) => type).join(', ')}`);
  events.forEach((event, index) => append(world, event, `${world.inputs}.${index}`));
};

const append = (world: World, event: ConversationEvent, id: string): void => {
  forbid(world.state, event);
  const recorded = { ...event, id, at: world.at } as RecordedEvent;
  world.state = conversationDecider.evolve(world.state, recorded);
  world.log.push(recorded);
};

type Said = Pick<ConversationInput, 'type' | 'data'>;
type Draft = (world: World, move: Move) => Said | null;

const author = { id: 'u1', name: 'Ada' };
const ownerOf = (to: 'ai' | 'nobody' | 'teammate' | 'team') =>
  to === 'nobody' ? ({ kind: to } as const) : ({ kind: to, id: 'x' } as const);

const DATA: {
  readonly [K in Move['kind']]: (world: World, move: Extract<Move, { kind: K }>) => Said | null;
} = {
  customer: ({ at }, { message, refund }) => ({
    type: 'CustomerWrote',
    data: {
      messageId: `m${message}`,
      text: refund ? 'I want a refund' : 'hello',
      author,
      contact: { id: 'u1', email: 'ada@example.com' },
      channel: 'web',
      startedBy: 'customer',
      attachments: [],
      vendorAt: at,
    },
  }),
  teammate: ({ at }, { note, byAi, late }) => ({
    type: 'TeammateWrote',
    data: {
      messageId: `t${at}`,
      text: 'hi',
      author,
      visibility: note ? 'note' : 'public',
      byAi,
      vendorAt: late ? at - 5_000 : at,
    },
  }),
  assigned: ({ at }, { to, byRule }) => ({
    type: 'ConversationAssigned',
    data: { assignee: ownerOf(to), vendorAt: at, ...(byRule ? { automatic: true } : {}) },
  }),
  announced: ({ at }, { message }) => ({
    type: 'MessageAnnounced',
    data: { messageId: `m${message}`, vendorAt: at },
  }),
  mode: (_world, { mode }) => ({
    type: 'SessionModeSet',
    data: { mode, operator: 'o', reason: 'r' },
  }),
  closed: ({ at }) => ({ type: 'ConversationClosed', data: { vendorAt: at } }),
  reopened: ({ at }) => ({ type: 'ConversationReopened', data: { vendorAt: at } }),
  deleted: ({ at }) => ({ type: 'ConversationDeleted', data: { vendorAt: at } }),
  'handed-back': () => ({ type: 'OperatorHandedBack', data: { operator: 'o', reason: 'r' } }),
  'handed-off': () => ({ type: 'OperatorHandedOff', data: { operator: 'o', reason: 'r' } }),
  gap: ({ at }) => ({ type: 'GapSuspected', data: { because: 'outage', since: at - 60_000 } }),
  timer: ({ state }, { nth }) => {
    const timers = Object.values(state.timers);
    const timer = timers[nth % Math.max(1, timers.length)];
    return timer === undefined ? null : { type: 'TimerDue', data: { ...timer } };
  },
  answer: ({ state }, { as, angry }) =>
    state.run === null
      ? null
      : {
          type: 'ReasoningFinished',
          data: {
            runId: state.run.runId,
            answerer: 'test/1',
            result: RESULTS[as],
            signals: { sentiment: angry ? 'angry' : 'neutral' },
          },
        },
  report: ({ state, at }, { nth, result }) => {
    const pending = pendingOf(state);
    const commandId = pending[nth % Math.max(1, pending.length)];
    if (commandId === undefined) return null;
    const reads = state.reading?.commandId === commandId;
    return {
      type: 'DispatchReported',
      data: {
        commandId,
        attempts: 1,
        result:
          reads && result === 'delivered'
            ? { kind: 'read', messages: 1, truncated: false }
            : reported(result, at),
      },
    };
  },
};

/** Requests on their way, in the order in which they can come back. */
const pendingOf = (state: Conversation): readonly string[] =>
  [
    state.reply?.commandId,
    state.suggestion?.commandId,
    state.handoff?.commandId,
    state.reading?.commandId,
    ...Object.keys(state.errands),
  ].filter((id) => id !== undefined && id !== null);

const RESULTS = {
  sure: { kind: 'answer', text: 'answer', confidence: 0.9, sources: [] as never[] },
  unsure: { kind: 'unsure', cause: 'no-knowledge', confidence: 0.1, summary: 'nothing' },
  solved: { kind: 'solved' },
  failed: { kind: 'failed', because: 'down' },
} as const;

const reported = (kind: Extract<Move, { kind: 'report' }>['result'], at: number) => {
  switch (kind) {
    case 'delivered':
      return { kind, vendorMessageId: `p${at}`, foundByReadBack: false };
    case 'withheld':
      return { kind, because: 'a person owns it', assignee: ownerOf('teammate'), vendorAt: at };
    case 'contested':
      return { kind, assignee: ownerOf('ai'), afterMs: 5 };
    case 'failed':
      return { kind, code: 'REJECTED', because: 'no' };
  }
};
