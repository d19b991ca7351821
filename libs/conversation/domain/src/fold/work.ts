import type { Conversation, Outgoing, TimerName } from '../state';
import type { Evolutions } from './evolution';
import { errandEnded, same, without } from './evolution';

/** What the AI is about to do: timers, runs, replies, suggestions, the end. */
export const workEvolutions = {
  TimerSet: (state, { id, data }) => ({
    ...state,
    timers: {
      ...state.timers,
      [data.name]: { timerId: id, name: data.name, dueAt: data.dueAt },
    },
  }),
  TimerCancelled: (state, { data }) => timerEnded(state, data),
  TimerFired: (state, { data }) => timerEnded(state, data),
  ReasoningRequested: (state, { id, data }) => ({
    ...state,
    run: { runId: id, messageIds: data.messageIds, purpose: data.purpose ?? 'reply' },
  }),
  ReasoningStepRecorded: same,
  ReasoningConcluded: (state, { data }) => runEnded(state, data.runId),
  ReasoningSuperseded: (state, { data }) => runEnded(state, data.runId),
  ReplyRequested: (state, { id, data }) => ({
    ...state,
    reply: { commandId: id, messageIds: data.messageIds, recalled: false },
  }),
  ReplyDelivered: (state, { data }) => {
    const answered = state.reply?.messageIds ?? [];
    return {
      ...replyEnded(state, data.commandId),
      repliesInARow: state.repliesInARow + 1,
      unanswered: state.unanswered.filter((messageId) => !answered.includes(messageId)),
      posted: withPosted(state, data.vendorMessageId),
    };
  },
  ReplyWithheld: (state, { data }) => replyEnded(state, data.commandId),
  ReplyFailed: (state, { data }) => replyEnded(state, data.commandId),
  SuggestionRequested: (state, { id, data }) => ({
    ...state,
    suggestion: { commandId: id, messageIds: data.messageIds, recalled: false },
  }),
  SuggestionDelivered: (state, { data }) => ({
    ...state,
    suggestion: null,
    posted: withPosted(state, data.vendorMessageId),
  }),
  SuggestionWithheld: (state) => ({ ...state, suggestion: null }),
  SuggestionFailed: (state) => ({ ...state, suggestion: null }),
  DispatchRecalled: (state, { data }) => ({
    ...state,
    reply: recalled(state.reply, data.commandId),
    suggestion: recalled(state.suggestion, data.commandId),
    errands:
      state.errands[data.commandId] === 'close'
        ? { ...state.errands, [data.commandId]: 'close-recalled' }
        : state.errands,
  }),
  ResolutionReached: (state) => ({ ...state, repliesInARow: 0 }),
  ResolutionCancelled: same,
  ArchiveRequested: (state, { id }) => ({ ...state, errands: { ...state.errands, [id]: 'close' } }),
  ArchiveDelivered: (state, { data }) => errandEnded(state, data.commandId),
  ArchiveSkipped: (state, { data }) => errandEnded(state, data.commandId),
  ArchiveFailed: (state, { data }) => errandEnded(state, data.commandId),
  RedriveRequested: (state, { id }) => ({
    ...state,
    errands: { ...state.errands, [id]: 'redrive' },
  }),
  RedriveDelivered: (state, { data }) => ({
    ...errandEnded(state, data.commandId),
    posted: withPosted(state, data.vendorMessageId),
  }),
  RedriveWithheld: (state, { data }) => errandEnded(state, data.commandId),
  RedriveFailed: (state, { data }) => errandEnded(state, data.commandId),
} satisfies Evolutions;

export const withPosted = (
  state: Conversation,
  vendorMessageId: string | undefined,
): readonly string[] =>
  vendorMessageId === undefined ? state.posted : [...state.posted, vendorMessageId];

const timerEnded = (
  state: Conversation,
  { timerId, name }: { readonly timerId: string; readonly name: string },
): Conversation =>
  state.timers[name as TimerName]?.timerId === timerId
    ? { ...state, timers: without(state.timers as Record<string, never>, name) }
    : state;

const runEnded = (state: Conversation, runId: string): Conversation =>
  state.run?.runId === runId ? { ...state, run: null } : state;

const replyEnded = (state: Conversation, commandId: string): Conversation =>
  state.reply?.commandId === commandId ? { ...state, reply: null } : state;

const recalled = (outgoing: Outgoing | null, commandId: string): Outgoing | null =>
  outgoing?.commandId === commandId ? { ...outgoing, recalled: true } : outgoing;
