import type { Outgoing } from '../state';
import type { Events, Situation } from './decision';
import { event, then } from './decision';
import type { Report } from './outcomes';
import { failureOf, receiptOf } from './outcomes';
import { settle } from './silence';
import type { ReasoningResult } from './thinking';
import { isSure, summaryOf, takeUpTheRest } from './thinking';

/** S025: a draft that the AI itself finds unhelpful is not shown, and the session says why. */
export const suggestionConcluded = (
  { settings }: Situation,
  messageIds: readonly string[],
  result: ReasoningResult,
): Events => {
  if (!isSure(result, settings))
    return [
      event('SuggestionWithheld', { because: summaryOf(result, settings) }),
      ...settle(messageIds, 'suppressed', 'suggestion-withheld'),
    ];
  const { text, confidence, sources } = result;
  return [event('SuggestionRequested', { messageIds: [...messageIds], text, confidence, sources })];
};

export const suggestionReported = (
  situation: Situation,
  report: Report,
  suggestion: Outgoing,
): Events => then(situation, outcomeOf(situation, report, suggestion), takeUpTheRest);

const outcomeOf = (
  { settings }: Situation,
  { commandId, attempts, result }: Report,
  { messageIds }: Outgoing,
): Events => {
  switch (result.kind) {
    case 'delivered':
      return [
        event('SuggestionDelivered', { commandId, attempts, ...receiptOf(result) }),
        ...settle(messageIds, 'suggested', 'a draft was noted'),
        ...(settings.assistTag === '' ? [] : [event('TagRequested', { tag: settings.assistTag })]),
      ];
    case 'withheld':
      return [
        event('SuggestionWithheld', { because: result.because }),
        ...settle(messageIds, 'suppressed', result.because),
      ];
    case 'failed':
    case 'contested':
    case 'read':
      return [
        event('SuggestionFailed', { commandId, attempts, ...failureOf(result) }),
        ...settle(messageIds, 'failed', failureOf(result).code),
      ];
  }
};
