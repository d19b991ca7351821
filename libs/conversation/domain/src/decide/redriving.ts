import type { ConversationEvent } from '../events';
import { peopleHaveIt } from '../policies/policy';
import type { Conversation } from '../state';
import type { DecideOn } from './decision';
import { event, ignored, optional } from './decision';
import type { Report } from './outcomes';
import { failureOf } from './outcomes';

/** A given-up request is asked for again, unless the customer would see it and the moment has passed (SPEC 7). */
export const onDispatchRedriven: DecideOn<'DispatchRedriven'> = (input, state) => {
  const { commandId, kind, lookFrom } = input.data;
  const because = tooLate(state, kind);
  return because === null
    ? [event('RedriveRequested', { commandId, kind, ...optional('lookFrom', lookFrom) })]
    : ignored(input.type, because);
};

/** Nothing that a person or a later answer has made untrue is said to the customer. */
const tooLate = (state: Conversation, kind: string): string | null => {
  if (state.status === 'deleted') return 'the conversation was deleted';
  if (kind !== 'reply') return null;
  if (peopleHaveIt(state)) return 'a person has the conversation';
  if (state.handoff !== null) return 'a handoff is under way';
  return state.run !== null || state.reply !== null ? 'another answer is under way' : null;
};

export const redriveReported = ({ commandId, attempts, result }: Report): ConversationEvent[] => {
  switch (result.kind) {
    case 'delivered':
      return [
        event('RedriveDelivered', {
          commandId,
          attempts,
          foundByReadBack: result.foundByReadBack,
          ...optional('vendorMessageId', result.vendorMessageId),
        }),
      ];
    case 'read':
      return [event('RedriveDelivered', { commandId, attempts })];
    case 'withheld':
      return [event('RedriveWithheld', { commandId, attempts, because: result.because })];
    case 'failed':
    case 'contested':
      return [event('RedriveFailed', { commandId, attempts, ...failureOf(result) })];
  }
};
