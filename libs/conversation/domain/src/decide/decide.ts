import type { ConversationEvent } from '../events';
import type { ConversationInput, InputType } from '../inputs';
import type { ConversationSettings } from '../settings';
import type { Conversation } from '../state';
import { onReasoningFinished, onReasoningStepped, onTimerDue } from './answering';
import type { DecideOn } from './decision';
import { event, ignored } from './decision';
import { onDispatchReported } from './dispatch';
import { onBotWrote, onCustomerWrote, onTeammateWrote } from './messages';
import { onAssigned, onClosed, onDeleted, onHandedBack, onReopened } from './ownership';

/** Total: every input gives at least one event, because what deliberately did not happen is told too. */
export const decide = (
  input: ConversationInput,
  state: Conversation,
  settings: ConversationSettings,
): readonly ConversationEvent[] =>
  (decisions[input.type] as DecideOn<InputType>)(input, state, settings);

const notYet = (input: ConversationInput) => ignored(input.type, 'no rule is about it');

const decisions: { readonly [K in InputType]: DecideOn<K> } = {
  CustomerWrote: onCustomerWrote,
  TeammateWrote: onTeammateWrote,
  BotWrote: onBotWrote,
  ConversationAssigned: onAssigned,
  ConversationClosed: onClosed,
  ConversationReopened: onReopened,
  ConversationDeleted: onDeleted,
  MessageRedacted: (input) => [event('MessageRedacted', input.data)],
  DeliverySuppressed: (input) => [event('DeliverySuppressed', input.data)],
  TimerDue: onTimerDue,
  ReasoningStepped: onReasoningStepped,
  ReasoningFinished: onReasoningFinished,
  DispatchReported: onDispatchReported,
  OperatorHandedBack: onHandedBack,
  OperatorHandedOff: notYet,
  SessionModeSet: notYet,
  MessageAnnounced: notYet,
  AttributesChanged: notYet,
  TagChanged: notYet,
  ProfileRead: notYet,
  GapSuspected: notYet,
};
