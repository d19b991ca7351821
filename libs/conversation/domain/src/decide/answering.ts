import type { ConversationEvent, EventData } from '../events';
import type { ConversationSettings } from '../settings';
import type { Conversation } from '../state';
import type { DecideOn } from './decision';
import { event, ignored } from './decision';
import { ANSWER_TIMER } from './messages';
import { idleMessages } from './silence';

type Result = EventData<'ReasoningConcluded'>['result'];

/**
 * The burst is over: ask for an answer to everything that is still open. While an earlier reply is
 * on its way the rest waits for its report.
 */
export const onTimerDue: DecideOn<'TimerDue'> = (input, state) => {
  const { timerId, name } = input.data;
  if (state.timer?.timerId !== timerId)
    return ignored(input.type, `timer ${timerId} is not set any more`);
  const fired = event('TimerFired', input.data);
  if (name !== ANSWER_TIMER) return [fired];
  const messageIds = [...idleMessages(state)];
  return messageIds.length === 0 || state.reply !== null
    ? [fired]
    : [fired, event('ReasoningRequested', { messageIds })];
};

export const onReasoningStepped: DecideOn<'ReasoningStepped'> = (input, state) =>
  state.run?.runId === input.data.runId
    ? [event('ReasoningStepRecorded', input.data)]
    : ignored(input.type, `run ${input.data.runId} is over`);

/** Sure enough: reply. Anything else goes to people, with the reason. */
export const onReasoningFinished: DecideOn<'ReasoningFinished'> = (input, state, settings) => {
  const { run } = state;
  if (run?.runId !== input.data.runId)
    return ignored(input.type, `run ${input.data.runId} is over`);
  const { result } = input.data;
  return [
    event('ReasoningConcluded', input.data),
    ...(isSure(result, settings)
      ? [reply(run.messageIds, result)]
      : handOff(run.messageIds, causeOf(result), summaryOf(result, settings))),
  ];
};

/** The handoff saga begins: note, then unassign, then read back. */
export const handOff = (
  messageIds: readonly string[],
  cause: EventData<'HandoffRequested'>['cause'],
  summary: string,
): readonly ConversationEvent[] => [
  event('HandoffRequested', { cause, messageIds: [...messageIds], summary }),
  event('NoteRequested', { text: noteText(cause, summary) }),
];

type Answer = Extract<Result, { kind: 'answer' }>;

const isSure = (result: Result, settings: ConversationSettings): result is Answer =>
  result.kind === 'answer' && result.confidence >= settings.confidenceFloor;

const reply = (messageIds: Conversation['open'], result: Answer): ConversationEvent =>
  event('ReplyRequested', {
    messageIds: [...messageIds],
    text: result.text,
    confidence: result.confidence,
    sources: result.sources,
  });

const causeOf = (result: Result): EventData<'HandoffRequested'>['cause'] => {
  switch (result.kind) {
    case 'answer':
      return 'low-confidence';
    case 'unsure':
      return result.cause;
    case 'failed':
      return 'reasoning-failed';
  }
};

const summaryOf = (result: Result, settings: ConversationSettings): string => {
  switch (result.kind) {
    case 'answer':
      return `An answer was drafted with confidence ${result.confidence.toFixed(2)}, below the floor of ${settings.confidenceFloor}.`;
    case 'unsure':
      return result.summary;
    case 'failed':
      return `The answer could not be made: ${result.because}.`;
  }
};

const CAUSES: Readonly<Record<EventData<'HandoffRequested'>['cause'], string>> = {
  'low-confidence': 'the AI was not sure enough of its answer',
  'no-knowledge': 'the help center has nothing on this question',
  'human-requested': 'the customer asked for a person',
  'reasoning-failed': 'the AI could not work on this question',
  'reply-failed': 'the reply could not be delivered',
  'escalation-topic': 'people answer this topic',
  'outside-topics': 'the AI does not answer this topic',
  frustration: 'the customer is upset',
  'unproductive-loop': 'the answers so far did not help',
  'outside-office-hours': 'the question came outside office hours',
  'unanswered-too-long': 'the question waited too long',
  operator: 'an operator asked for it',
};

const noteText = (cause: EventData<'HandoffRequested'>['cause'], summary: string): string =>
  `Handed off to the team: ${CAUSES[cause]}.\n\n${summary}`;
