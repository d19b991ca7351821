import type { EventType, RecordedEvent } from './events';
import type { Conversation } from './state';
import type { Assignee } from './vocabulary';

type Recorded<K extends EventType> = Extract<RecordedEvent, { type: K }>;
type Evolution<K extends EventType> = (state: Conversation, event: Recorded<K>) => Conversation;

/** The fold. Accepts every recorded event in any state; never throws, never decides. */
export const evolve = (state: Conversation, event: RecordedEvent): Conversation => {
  const evolution = evolutions[event.type] as Evolution<EventType> | undefined;
  return evolution ? evolution(state, event) : state;
};

const same = (state: Conversation): Conversation => state;

const evolutions: { readonly [K in EventType]: Evolution<K> } = {
  CustomerMessageReceived: (state, { data }) => ({
    ...own(state, data.ownership?.assignee, data.ownership?.asOf, false),
    status: state.status === 'deleted' ? 'deleted' : 'open',
    channel: state.channel ?? data.channel,
    startedBy: state.startedBy ?? data.startedBy,
    open: [...state.open, data.messageId],
    known: [...state.known, data.messageId],
  }),
  TeammateMessageReceived: (state, { data }) => ({
    ...state,
    status: state.status === 'new' ? 'open' : state.status,
    startedBy: state.startedBy ?? (data.visibility === 'public' ? 'teammate' : null),
  }),
  BotMessageReceived: (state) => ({ ...state, startedBy: state.startedBy ?? 'bot' }),
  EchoRecognised: same,
  AssigneeChanged: (state, { data }) => own(state, data.assignee, data.vendorAt, true),
  ConversationClosed: (state) => ({ ...state, status: 'closed', withPerson: null }),
  ConversationReopened: (state) => ({ ...state, status: 'open' }),
  ConversationDeleted: (state) => ({ ...state, status: 'deleted' }),
  MessageRedacted: same,
  DeliverySuppressed: same,
  MessageJudged: same,
  TimerSet: (state, { id, data }) => ({
    ...state,
    timer: { timerId: id, name: data.name, dueAt: data.dueAt },
  }),
  TimerCancelled: (state, { data }) =>
    state.timer?.timerId === data.timerId ? { ...state, timer: null } : state,
  TimerFired: (state, { data }) =>
    state.timer?.timerId === data.timerId ? { ...state, timer: null } : state,
  ReasoningRequested: (state, { id, data }) => ({
    ...state,
    run: { runId: id, messageIds: data.messageIds },
  }),
  ReasoningStepRecorded: same,
  ReasoningConcluded: (state, { data }) => endRun(state, data.runId),
  ReasoningSuperseded: (state, { data }) => endRun(state, data.runId),
  ReplyRequested: (state, { id, data }) => ({
    ...state,
    reply: { commandId: id, messageIds: data.messageIds, recalled: false },
  }),
  ReplyDelivered: (state, { data }) => ({
    ...endReply(state, data.commandId),
    posted: withPosted(state, data.vendorMessageId),
  }),
  ReplyWithheld: (state, { data }) => endReply(state, data.commandId),
  ReplyFailed: (state, { data }) => endReply(state, data.commandId),
  DispatchRecalled: (state, { data }) =>
    state.reply?.commandId === data.commandId
      ? { ...state, reply: { ...state.reply, recalled: true } }
      : state,
  HandoffRequested: (state, { data }) => ({
    ...state,
    handoff: {
      cause: data.cause,
      messageIds: data.messageIds,
      phase: 'note',
      commandId: null,
      noted: false,
    },
  }),
  NoteRequested: (state, { id }) => inHandoff(state, { phase: 'note', commandId: id }),
  NoteDelivered: (state, { data }) => ({
    ...inHandoff(state, { noted: true }),
    posted: withPosted(state, data.vendorMessageId),
  }),
  NoteFailed: same,
  UnassignRequested: (state, { id }) => inHandoff(state, { phase: 'unassign', commandId: id }),
  HandoffConfirmed: (state, { id, data }) =>
    own(endHandoff(state, id), data.assignee ?? { kind: 'nobody' }, readAt(state, data), true),
  HandoffContested: (state, { id, data }) =>
    own(endHandoff(state, id), data.assignee, readAt(state, data), true),
  HandoffFailed: (state, { id }) => endHandoff(state, id),
  PersonTookOver: (state, { id, data }) => ({ ...state, withPerson: { since: id, how: data.how } }),
  HandedBackToAi: (state) => ({ ...state, withPerson: null }),
  MessagesSettled: (state, { data }) => ({
    ...state,
    open: state.open.filter((messageId) => !data.messageIds.includes(messageId)),
  }),
  InputIgnored: same,
};

/** Older news about the owner never overwrites newer; a snapshot must be newer, a fact may tie. */
const own = (
  state: Conversation,
  assignee: Assignee | undefined,
  asOf: number | undefined,
  fact: boolean,
): Conversation => {
  if (assignee === undefined || asOf === undefined) return state;
  const news = fact ? asOf >= state.assigneeAsOf : asOf > state.assigneeAsOf;
  return news ? { ...state, assignee, assigneeAsOf: asOf } : state;
};

const endRun = (state: Conversation, runId: string): Conversation =>
  state.run?.runId === runId ? { ...state, run: null } : state;

const endReply = (state: Conversation, commandId: string): Conversation =>
  state.reply?.commandId === commandId ? { ...state, reply: null } : state;

const withPosted = (state: Conversation, vendorMessageId: string | undefined): readonly string[] =>
  vendorMessageId === undefined ? state.posted : [...state.posted, vendorMessageId];

const inHandoff = (
  state: Conversation,
  change: Partial<NonNullable<Conversation['handoff']>>,
): Conversation =>
  state.handoff === null ? state : { ...state, handoff: { ...state.handoff, ...change } };

const endHandoff = (state: Conversation, since: string): Conversation => ({
  ...state,
  handoff: null,
  withPerson: { since, how: 'handed-off' },
});

/** When the owner was read back; where the vendor did not say, it is as new as what we knew. */
const readAt = (state: Conversation, data: { readonly vendorAt?: number }): number =>
  data.vendorAt ?? state.assigneeAsOf;
