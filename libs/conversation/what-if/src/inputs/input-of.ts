import type {
  Conversation,
  ConversationInput,
  EventData,
  EventType,
  InputData,
  InputType,
  RecordedEvent,
} from '@deskstream/conversation-domain';
import type { Decision } from '../recorded';
import { ignoredInput } from './ignored-input';
import type { ReportTelling } from './report-of';
import { reportOf } from './report-of';

/** What an input was, without what every decision has: id and time. */
export type Said = {
  [K in InputType]: { readonly type: K; readonly data: InputData<K> };
}[InputType];

/**
 * The input that a recorded decision was made on, from the events alone: `conversation-inputs` is kept
 * for weeks, the log for ever. Of an echo, a failed handoff step and an ignored input only what the
 * decision rested on is known; the decision made again on it is the same (ADR 25). `null`: events that
 * no decider of this version begins a decision with.
 */
export const inputOf = (decision: Decision, state: Conversation): ConversationInput | null => {
  const said = saidIn({ decision, state, events: decision.entries.map(({ event }) => event) });
  return said === null ? null : { id: decision.inputId, at: decision.at, ...said };
};

export interface Telling extends ReportTelling {
  readonly decision: Decision;
}

const saidIn = (telling: Telling): Said | null => {
  const [first] = telling.events;
  if (first === undefined) return null;
  const tell = TOLD[first.type] as ((telling: Telling, data: unknown) => Said | null) | undefined;
  return tell?.(telling, first.data) ?? operatorHandedOff(telling.events) ?? reportOf(telling);
};

const same =
  <K extends InputType>(type: K) =>
  (_telling: Telling, data: InputData<K>): Said =>
    ({ type, data }) as Said;

const TOLD: {
  readonly [K in EventType]?: (telling: Telling, data: EventData<K>) => Said | null;
} = {
  CustomerMessageReceived: same('CustomerWrote'),
  TeammateMessageReceived: same('TeammateWrote'),
  BotMessageReceived: same('BotWrote'),
  MessageAnnounced: same('MessageAnnounced'),
  MessageRedacted: same('MessageRedacted'),
  AttributesChanged: same('AttributesChanged'),
  TagChanged: same('TagChanged'),
  ProfileRead: same('ProfileRead'),
  AssigneeChanged: same('ConversationAssigned'),
  ConversationClosed: same('ConversationClosed'),
  ConversationReopened: same('ConversationReopened'),
  ConversationDeleted: same('ConversationDeleted'),
  DeliverySuppressed: same('DeliverySuppressed'),
  GapSuspected: same('GapSuspected'),
  SessionModeSet: same('SessionModeSet'),
  DeadLetterRedriven: same('DeadLetterRedriven'),
  SessionExported: same('SessionExported'),
  TimerFired: same('TimerDue'),
  ReasoningStepRecorded: same('ReasoningStepped'),
  ReasoningConcluded: same('ReasoningFinished'),
  RedriveRequested: same('DispatchRedriven'),
  EchoRecognised: (_telling, { messageId, by, vendorAt }) => ({
    type: 'TeammateWrote',
    data: {
      messageId,
      text: '',
      author: { id: '' },
      visibility: 'public',
      byAi: by === 'author',
      vendorAt,
    },
  }),
  HandedBackToAi: (_telling, { how, operator = '', reason = '' }) =>
    how === 'operator' ? { type: 'OperatorHandedBack', data: { operator, reason } } : null,
  InputIgnored: (_telling, data) => ignoredInput(data),
};

/** Its first events stop what was under way, so it is known by the handoff that follows. */
const operatorHandedOff = (events: readonly RecordedEvent[]): Said | null => {
  const asked = events.find(({ type }) => type === 'HandoffRequested');
  if (asked?.type !== 'HandoffRequested' || !isOperators(events, asked.data.cause)) return null;
  const [operator = '', ...reason] = asked.data.summary.split(': ');
  return { type: 'OperatorHandedOff', data: { operator, reason: reason.join(': ') } };
};

const isOperators = (events: readonly RecordedEvent[], cause: string): boolean => {
  const before = events.slice(
    0,
    events.findIndex(({ type }) => type === 'HandoffRequested'),
  );
  return cause === 'operator' && before.every(({ type }) => STOPPED.has(type));
};

const STOPPED: ReadonlySet<EventType> = new Set([
  'TimerCancelled',
  'ReasoningSuperseded',
  'ResolutionCancelled',
  'DispatchRecalled',
]);
