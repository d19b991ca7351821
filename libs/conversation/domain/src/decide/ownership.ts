import type { EventData } from '../events';
import type { InputData } from '../inputs';
import { isOldClose } from '../fold/ownership';
import { isPerson } from '../policies/policy';
import type { Conversation } from '../state';
import type { DecideOn, Events, Situation } from './decision';
import { event, ignored, optional, then } from './decision';
import { takeUpWaiting } from './judging';
import { silence, supersedeRun } from './silence';
import { takeUpTheRest } from './thinking';

/** A person or team silences the AI; being assigned again gives the conversation back to it. */
export const onAssigned: DecideOn<'ConversationAssigned'> = (input, state, settings) => {
  const { assignee, vendorAt } = input.data;
  const changed = [event('AssigneeChanged', input.data)];
  if (isPerson(assignee))
    return vendorAt < state.historyBefore
      ? changed
      : [...changed, ...takeOver(state, { how: 'assigned', teammate: assignee.id, vendorAt })];
  if (assignee.kind !== 'ai') return changed;
  const situation = { state, settings, at: input.at };
  return isContest(state, input.data)
    ? [...changed, ...contested(state, input.data)]
    : then(situation, changed, (next) => becomeAis(next, vendorAt));
};

/** S077, S078: a rule of the help desk gives back what we just gave away. Nobody decided that: people keep it. */
const isContest = (state: Conversation, data: InputData<'ConversationAssigned'>): boolean => {
  const until = state.withPerson?.letGo?.until;
  return (
    data.automatic === true &&
    until !== undefined &&
    data.vendorAt >= state.personSince &&
    data.vendorAt <= until
  );
};

/** Once for each time that it was taken back. */
const contested = (
  { assignee: before, withPerson }: Conversation,
  { assignee, by, vendorAt }: InputData<'ConversationAssigned'>,
): Events => {
  if (before?.kind === 'ai' || withPerson?.letGo === undefined) return [];
  const { commandId, at } = withPerson.letGo;
  return [
    event('HandoffContested', {
      commandId,
      attempts: 0,
      assignee,
      afterMs: vendorAt - at,
      ...optional('by', by?.name ?? by?.id),
      vendorAt,
      confirmed: withPerson.since,
    }),
  ];
};

/** Operators hand back to the AI whoever is assigned. */
export const onHandedBack: DecideOn<'OperatorHandedBack'> = (input, state, settings) =>
  state.withPerson === null
    ? ignored(input.type, 'no person has the conversation')
    : then(
        { state, settings, at: input.at },
        [event('HandedBackToAi', { how: 'operator', ...input.data })],
        startOver,
      );

export const onClosed: DecideOn<'ConversationClosed'> = (input, state) => {
  const closed = event('ConversationClosed', input.data);
  return isOldClose(state, input.data.vendorAt)
    ? [closed]
    : [closed, ...silence(state, 'the conversation was closed')];
};

export const onReopened: DecideOn<'ConversationReopened'> = (input) => [
  event('ConversationReopened', input.data),
];

export const onDeleted: DecideOn<'ConversationDeleted'> = (input, state) => [
  event('ConversationDeleted', input.data),
  ...silence(state, 'the conversation was deleted'),
];

/** From here the AI is silent, also with what it is just about to say. */
export const takeOver = (
  state: Conversation,
  how: EventData<'PersonTookOver'> & { readonly vendorAt: number },
): Events => {
  const because = how.how === 'replied' ? 'a teammate replied' : 'a person was assigned';
  return [
    ...(state.withPerson === null ? [event('PersonTookOver', how)] : []),
    ...silence(state, because),
  ];
};

/** During a handoff the vendor's echo of the old owner is not a hand-back, nor is news older than the person. */
const becomeAis = (situation: Situation, vendorAt: number): Events => {
  const { withPerson, handoff, personSince } = situation.state;
  if (handoff !== null || vendorAt < personSince) return [];
  return withPerson === null
    ? takeUpWaiting(situation)
    : then(situation, [event('HandedBackToAi', { how: 'assigned', vendorAt })], startOver);
};

/** A draft that was for the person is not needed; what waited is taken up. */
const startOver = (situation: Situation): Events => {
  const { run } = situation.state;
  const stopped =
    run?.purpose === 'suggestion'
      ? supersedeRun(situation.state, 'the conversation was handed back to the AI')
      : [];
  return then(situation, stopped, (next) => then(next, takeUpWaiting(next), takeUpTheRest));
};
