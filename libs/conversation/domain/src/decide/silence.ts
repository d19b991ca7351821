import type { ConversationEvent, EventData } from '../events';
import type { Conversation } from '../state';
import { event } from './decision';

/** Ends whatever the AI is about to do: the timer, the run, and a request that has not left yet. */
const stopWork = (state: Conversation, because: string): readonly ConversationEvent[] => [
  ...cancelTimer(state, because),
  ...supersedeRun(state, because),
  ...recallReply(state, because),
  ...recallUnassign(state, because),
];

/** Stops all work and settles what no reply under way will settle. */
export const silence = (state: Conversation, because: string): readonly ConversationEvent[] => [
  ...stopWork(state, because),
  ...settle(idleMessages(state), 'suppressed', because),
];

export const cancelTimer = (state: Conversation, because: string): readonly ConversationEvent[] =>
  state.timer === null
    ? []
    : [
        event('TimerCancelled', {
          timerId: state.timer.timerId,
          name: state.timer.name,
          because,
        }),
      ];

export const supersedeRun = (state: Conversation, because: string): readonly ConversationEvent[] =>
  state.run === null ? [] : [event('ReasoningSuperseded', { runId: state.run.runId, because })];

const recallReply = (state: Conversation, because: string): readonly ConversationEvent[] =>
  state.reply === null || state.reply.recalled
    ? []
    : [event('DispatchRecalled', { commandId: state.reply.commandId, because })];

/** A person who takes over during the handoff must not be unassigned by it. */
const recallUnassign = (state: Conversation, because: string): readonly ConversationEvent[] => {
  const { handoff } = state;
  if (handoff?.phase !== 'unassign' || handoff.commandId === null || state.withPerson !== null)
    return [];
  return [event('DispatchRecalled', { commandId: handoff.commandId, because })];
};

/** Open messages that no reply and no handoff under way is answering. */
export const idleMessages = (state: Conversation): readonly string[] => {
  const busy = new Set([...(state.reply?.messageIds ?? []), ...(state.handoff?.messageIds ?? [])]);
  return state.open.filter((messageId) => !busy.has(messageId));
};

export const settle = (
  messageIds: readonly string[],
  outcome: EventData<'MessagesSettled'>['outcome'],
  reason: string,
): readonly ConversationEvent[] =>
  messageIds.length === 0
    ? []
    : [event('MessagesSettled', { messageIds: [...messageIds], outcome, reason })];
