import type { ConversationInput, InputType } from '../inputs';
import type { ConversationSettings } from '../settings';
import type { Conversation } from '../state';
import { onReasoningFinished, onReasoningStepped } from './answering';
import type { DecideOn, Events } from './decision';
import { event, then } from './decision';
import { onBotWrote, onCustomerWrote, onTeammateWrote } from './messages';
import { onHandedOff, onModeSet } from './operators';
import { onAssigned, onClosed, onDeleted, onHandedBack, onReopened } from './ownership';
import { onGapSuspected, onMessageAnnounced } from './reading';
import { onDispatchRedriven } from './redriving';
import { onDispatchReported } from './reports';
import { onTimerDue } from './timers';
import { keepWatch } from './watchdog';

/** Total: every input gives at least one event, because what deliberately did not happen is told too. */
export const decide = (
  input: ConversationInput,
  state: Conversation,
  settings: ConversationSettings,
): Events => {
  const decideOn = decisions[input.type] as DecideOn<InputType>;
  const situation = { state, settings, at: input.at };
  return then(situation, decideOn(input, state, settings), keepWatch);
};

const decisions: { readonly [K in InputType]: DecideOn<K> } = {
  CustomerWrote: onCustomerWrote,
  TeammateWrote: onTeammateWrote,
  BotWrote: onBotWrote,
  MessageAnnounced: onMessageAnnounced,
  MessageRedacted: (input) => [event('MessageRedacted', input.data)],
  AttributesChanged: (input) => [event('AttributesChanged', input.data)],
  TagChanged: (input) => [event('TagChanged', input.data)],
  ProfileRead: (input) => [event('ProfileRead', input.data)],
  ConversationAssigned: onAssigned,
  ConversationClosed: onClosed,
  ConversationReopened: onReopened,
  ConversationDeleted: onDeleted,
  DeliverySuppressed: (input) => [event('DeliverySuppressed', input.data)],
  GapSuspected: onGapSuspected,
  TimerDue: onTimerDue,
  ReasoningStepped: onReasoningStepped,
  ReasoningFinished: onReasoningFinished,
  DispatchReported: onDispatchReported,
  DispatchRedriven: onDispatchRedriven,
  OperatorHandedBack: onHandedBack,
  OperatorHandedOff: onHandedOff,
  SessionModeSet: onModeSet,
  DeadLetterRedriven: (input) => [event('DeadLetterRedriven', input.data)],
  SessionExported: (input) => [event('SessionExported', input.data)],
};
