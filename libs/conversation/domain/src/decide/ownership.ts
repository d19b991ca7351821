import type { ConversationEvent } from '../events';
import type { Conversation } from '../state';
import type { DecideOn } from './decision';
import { event, ignored } from './decision';
import { silence } from './silence';

/** A person or team silences the AI; being assigned again gives the conversation back to it. */
export const onAssigned: DecideOn<'ConversationAssigned'> = (input, state) => {
  const { assignee, vendorAt } = input.data;
  const changed = event('AssigneeChanged', input.data);
  if (vendorAt < state.assigneeAsOf) return [changed];
  if (assignee.kind === 'teammate' || assignee.kind === 'team')
    return [changed, ...takeOver(state, assignee.id)];
  return assignee.kind === 'ai' ? [changed, ...handBack(state)] : [changed];
};

export const onClosed: DecideOn<'ConversationClosed'> = (input, state) => [
  event('ConversationClosed', input.data),
  ...silence(state, 'the conversation was closed'),
];

export const onReopened: DecideOn<'ConversationReopened'> = (input) => [
  event('ConversationReopened', input.data),
];

export const onDeleted: DecideOn<'ConversationDeleted'> = (input, state) => [
  event('ConversationDeleted', input.data),
  ...silence(state, 'the conversation was deleted'),
];

export const onHandedBack: DecideOn<'OperatorHandedBack'> = (input, state) =>
  state.withPerson === null
    ? ignored(input.type, 'no person has the conversation')
    : [event('HandedBackToAi', { how: 'operator', ...input.data })];

const takeOver = (state: Conversation, teammate: string): readonly ConversationEvent[] => [
  ...(state.withPerson === null ? [event('PersonTookOver', { how: 'assigned', teammate })] : []),
  ...silence(state, 'a person was assigned'),
];

/** During a handoff the vendor's echo of the old owner is not a hand-back. */
const handBack = (state: Conversation): readonly ConversationEvent[] =>
  state.withPerson === null || state.handoff !== null
    ? []
    : [event('HandedBackToAi', { how: 'assigned' })];
