import { peopleHaveIt } from '../policies/policy';
import type { Conversation } from '../state';
import type { Events, Situation } from './decision';
import { handOffIfTriggered } from './handing-off';
import { setTimer } from './requests';
import { cancelTimer, idleMessages } from './silence';

/** SPEC 7: as long as the AI owes an answer the watchdog runs; it is the last decision of each step. */
export const keepWatch = ({ state, settings, at }: Situation): Events => {
  const owes = owesAnswer(state);
  const watched = state.timers.watchdog !== undefined;
  if (owes && !watched && settings.watchdogMs !== null)
    return [setTimer('watchdog', at + settings.watchdogMs, 'an answer is owed')];
  return watched && !owes ? cancelTimer(state, 'watchdog', 'nothing is owed') : [];
};

/** Messages that a request under way will settle are the dispatcher's to bound. */
export const watchdogBites = (situation: Situation): Events => {
  const { state } = situation;
  const messageIds = idleMessages(state);
  if (!owesAnswer(state) || messageIds.length === 0) return [];
  return handOffIfTriggered(situation, {
    messageIds,
    cause: 'unanswered-too-long',
    summary: `No answer within ${(situation.settings.watchdogMs ?? 0) / 1000} s.`,
  });
};

const owesAnswer = (state: Conversation): boolean =>
  state.open.length > state.awaiting.length &&
  !peopleHaveIt(state) &&
  state.handoff === null &&
  state.mode === 'autopilot';
