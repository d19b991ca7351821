import { isPerson, peopleHaveIt } from '../policies/policy';
import type { Conversation, Outgoing } from '../state';
import type { Events, Situation } from './decision';
import { event, then } from './decision';
import { handOffIfTriggered } from './handing-off';
import type { Outcome, Report } from './outcomes';
import { failureOf, receiptOf } from './outcomes';
import { watchForQuiet } from './resolving';
import { settle, silence } from './silence';
import { takeUpTheRest } from './thinking';

/** Delivered, kept back, or failed; then what waited meanwhile is taken up. */
export const replyReported = (
  situation: Situation,
  { commandId, attempts, result }: Report,
  { messageIds }: Outgoing,
): Events => {
  switch (result.kind) {
    case 'delivered':
      return then(
        situation,
        [
          event('ReplyDelivered', { commandId, attempts, ...receiptOf(result) }),
          ...settle(messageIds, 'replied', 'the reply was delivered'),
        ],
        (next) => [...takeUpTheRest(next), ...watchForQuiet(next)],
      );
    case 'withheld':
      return then(
        situation,
        [
          event('ReplyWithheld', { commandId, attempts, because: result.because }),
          ...settle(messageIds, 'suppressed', result.because),
        ],
        (next) => then(next, foundWithPerson(result, next.state), takeUpTheRest),
      );
    case 'failed':
    case 'contested':
    case 'read':
      return then(
        situation,
        [event('ReplyFailed', { commandId, attempts, ...failureOf(result) })],
        (next) => replyFailed(next, messageIds, failureOf(result)),
      );
  }
};

/** Where people have the conversation already nothing is left to hand off. */
const replyFailed = (
  situation: Situation,
  messageIds: readonly string[],
  { code, because }: { readonly code: string; readonly because: string },
): Events => {
  const { state } = situation;
  if (peopleHaveIt(state) || state.handoff !== null || state.status === 'deleted')
    return settle(messageIds, 'failed', code);
  return handOffIfTriggered(situation, {
    messageIds: state.open.filter((messageId) => !state.awaiting.includes(messageId)),
    cause: 'reply-failed',
    summary: `The reply could not be delivered: ${because} (${code}).`,
  });
};

/** The vendor's answer right before the call is newer than what the log knew. */
const foundWithPerson = (
  result: Extract<Outcome, { kind: 'withheld' }>,
  state: Conversation,
): Events => {
  const owner = result.assignee;
  if (!isPerson(owner) || state.withPerson !== null) return [];
  const vendorAt = result.vendorAt ?? state.assigneeAsOf;
  return [
    event('AssigneeChanged', { assignee: owner, vendorAt }),
    event('PersonTookOver', { how: 'found-at-dispatch', teammate: owner.id, vendorAt }),
    ...silence(state, 'a person owns the conversation'),
  ];
};
