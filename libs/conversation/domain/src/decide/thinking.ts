import type { EventData } from '../events';
import { peopleHaveIt } from '../policies/policy';
import type { ConversationSettings } from '../settings';
import type { Conversation } from '../state';
import type { Events, Situation } from './decision';
import { event, then } from './decision';
import { idleMessages, stopThinking } from './silence';

export type ReasoningResult = EventData<'ReasoningConcluded'>['result'];
export type Answer = Extract<ReasoningResult, { kind: 'answer' }>;

/** The burst is over. While something earlier is on its way the rest waits for its report. */
export const answerDue = ({ state }: Situation): Events => {
  const waits = state.reply !== null || state.suggestion !== null || state.handoff !== null;
  return waits ? [] : request(state);
};

/** At once: nothing more is waited for. */
export const askForAnswer = (situation: Situation): Events =>
  then(situation, stopThinking(situation.state, 'the conversation was assigned'), answerDue);

/** Messages whose quiet time ended while something else was on its way. */
export const takeUpTheRest = (situation: Situation): Events => {
  const { timers, run } = situation.state;
  return timers.answer !== undefined || run !== null ? [] : answerDue(situation);
};

/** For the customer, or a draft for the person who has the conversation. */
const request = (state: Conversation): Events => {
  const messageIds = [...idleMessages(state)];
  if (messageIds.length === 0) return [];
  const purpose = isForPerson(state) ? { purpose: 'suggestion' as const } : {};
  return [event('ReasoningRequested', { messageIds, ...purpose })];
};

const isForPerson = (state: Conversation): boolean =>
  peopleHaveIt(state) || state.mode === 'assist';

export const isSure = (result: ReasoningResult, settings: ConversationSettings): result is Answer =>
  result.kind === 'answer' && result.confidence >= settings.confidenceFloor;

export const summaryOf = (result: ReasoningResult, settings: ConversationSettings): string => {
  switch (result.kind) {
    case 'answer':
      return [
        ...(result.summary === undefined ? [] : [result.summary]),
        tooUnsure(result, settings),
      ].join('\n');
    case 'unsure':
      return result.summary;
    case 'solved':
      return 'The customer says that it is solved.';
    case 'failed':
      return `The answer could not be made: ${result.because}.`;
  }
};

const tooUnsure = ({ confidence }: Answer, { confidenceFloor }: ConversationSettings): string =>
  `An answer was drafted with confidence ${confidence.toFixed(2)}; the floor is ${confidenceFloor}.`;
