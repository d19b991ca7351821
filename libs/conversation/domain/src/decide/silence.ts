import type { EventData } from '../events';
import type { Conversation, TimerName } from '../state';
import type { Events } from './decision';
import { event } from './decision';

/** Stops all work and settles what no request under way will settle. */
export const silence = (state: Conversation, because: string): Events => [
  ...stopWork(state, because),
  ...settle([...idleMessages(state), ...state.awaiting], 'suppressed', because),
];

/** Ends whatever the AI is about to do: timers, the run, and requests that have not left yet. */
const stopWork = (state: Conversation, because: string): Events => [
  ...stopThinking(state, because),
  ...recallOutgoing(state, because),
  ...recallUnassign(state, because),
  ...cancelResolution(state, because),
];

/** A newer message or a person makes the run in progress worthless. */
export const stopThinking = (state: Conversation, because: string): Events => [
  ...cancelTimer(state, 'answer', because),
  ...supersedeRun(state, because),
];

export const cancelTimer = (state: Conversation, name: TimerName, because: string): Events => {
  const timer = state.timers[name];
  return timer === undefined
    ? []
    : [event('TimerCancelled', { timerId: timer.timerId, name, because })];
};

export const supersedeRun = (state: Conversation, because: string): Events =>
  state.run === null ? [] : [event('ReasoningSuperseded', { runId: state.run.runId, because })];

/** What was resolved is not written down any more (SPEC 5). */
export const cancelResolution = (state: Conversation, because: string): Events => [
  ...cancelTimer(state, 'quiet', because),
  ...cancelTimer(state, 'resolution', because),
  ...(state.timers.resolution === undefined ? [] : [event('ResolutionCancelled', { because })]),
  ...Object.entries(state.errands)
    .filter(([, errand]) => errand === 'close')
    .map(([commandId]) => event('DispatchRecalled', { commandId, because })),
];

const recallOutgoing = (state: Conversation, because: string): Events =>
  [state.reply, state.suggestion]
    .filter((outgoing) => outgoing !== null && !outgoing.recalled)
    .map((outgoing) =>
      event('DispatchRecalled', { commandId: outgoing?.commandId ?? '', because }),
    );

/** A person who takes over during the handoff must not be unassigned by it. */
const recallUnassign = (state: Conversation, because: string): Events => {
  const { handoff } = state;
  const last = handoff?.steps[0] === 'unassign' || handoff?.steps[0] === 'assign';
  return handoff === null || handoff.commandId === null || !last || state.withPerson !== null
    ? []
    : [event('DispatchRecalled', { commandId: handoff.commandId, because })];
};

/** Open messages that nothing under way will settle, and that do not wait for an assignment. */
export const idleMessages = (state: Conversation): readonly string[] => {
  const busy = new Set([
    ...(state.reply?.messageIds ?? []),
    ...(state.suggestion?.messageIds ?? []),
    ...(state.handoff?.messageIds ?? []),
    ...state.awaiting,
  ]);
  return state.open.filter((messageId) => !busy.has(messageId));
};

export const settle = (
  messageIds: readonly string[],
  outcome: EventData<'MessagesSettled'>['outcome'],
  reason: string,
  mayReopen = false,
): Events =>
  messageIds.length === 0
    ? []
    : [
        event('MessagesSettled', {
          messageIds: [...messageIds],
          outcome,
          reason,
          ...(mayReopen ? { mayReopen } : {}),
        }),
      ];
