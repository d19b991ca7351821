import type { Conversation, Errand, Outgoing } from '../state';
import { isPerson, peopleHaveIt } from '../policies/policy';
import type { DecideOn, Events, Situation } from './decision';
import { event, ignored, then } from './decision';
import { handOffIfTriggered } from './handing-off';
import { handoffReported } from './handoff-reports';
import type { Outcome, Report } from './outcomes';
import { failureOf, receiptOf } from './outcomes';
import { readReported } from './reading';
import { closeReported, resolutionNoteReported, watchForQuiet } from './resolving';
import { settle, stopThinking } from './silence';
import { suggestionReported } from './suggesting';
import { takeUpTheRest } from './thinking';
import { ticketUpdateReported } from './tickets';

/** What became of a request. Each request is reported once; a second report finds nothing waiting. */
export const onDispatchReported: DecideOn<'DispatchReported'> = (input, state, settings) => {
  const { commandId } = input.data;
  const situation = { state, settings, at: input.at };
  const { reply, suggestion, handoff, reading } = state;
  if (reply?.commandId === commandId) return replyReported(situation, input.data, reply);
  if (suggestion?.commandId === commandId)
    return suggestionReported(situation, input.data, suggestion);
  if (handoff?.commandId === commandId) return handoffReported(situation, input.data, handoff);
  if (reading?.commandId === commandId) return readReported(situation, input.data, reading.again);
  const errand = state.errands[commandId];
  return errand === undefined
    ? ignored(input.type, `nothing waits for command ${commandId}`)
    : ERRANDS[errand](input.data);
};

const ERRANDS: Readonly<Record<Errand, (report: Report) => Events>> = {
  'assist-tag': ({ commandId, attempts, result }) => [
    result.kind === 'delivered'
      ? event('TagDelivered', { commandId, attempts })
      : event('TagFailed', { commandId, attempts, ...failureOf(result) }),
  ],
  'resolution-note': resolutionNoteReported,
  close: closeReported,
  'close-recalled': closeReported,
  'ticket-update': ticketUpdateReported,
  profile: ({ commandId, attempts, result }) =>
    result.kind === 'read'
      ? [event('ProfileDelivered', { commandId, attempts })]
      : [event('ProfileFailed', { commandId, attempts, ...failureOf(result) })],
};

const replyReported = (
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
    default:
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
    ...stopThinking(state, 'a person owns the conversation'),
    ...settle(state.open, 'suppressed', 'a person owns the conversation'),
  ];
};
