import Type, { type Static } from 'typebox';
import { inputSchemas } from './inputs';
import { Assignee, At, Check, HandoffCause, SettledOutcome, Source } from './vocabulary';

const MessageIds = Type.Array(Type.String());
const dispatched = { commandId: Type.String(), attempts: Type.Integer() };

/**
 * The conversation event log: past-tense facts, immutable (`conversation-events`). The id of an
 * event that asks for something (`*Requested`, `TimerSet`) names what was asked for: `runId`,
 * `timerId`, `commandId`.
 */
export const eventSchemas = {
  CustomerMessageReceived: inputSchemas.CustomerWrote,
  TeammateMessageReceived: inputSchemas.TeammateWrote,
  BotMessageReceived: inputSchemas.BotWrote,
  /** Our own reply or note, told back to us by the vendor. */
  EchoRecognised: Type.Object({
    messageId: Type.String(),
    by: Type.Union([Type.Literal('message-id'), Type.Literal('author')]),
    vendorAt: At,
  }),
  AssigneeChanged: inputSchemas.ConversationAssigned,
  ConversationClosed: inputSchemas.ConversationClosed,
  ConversationReopened: inputSchemas.ConversationReopened,
  ConversationDeleted: inputSchemas.ConversationDeleted,
  MessageRedacted: inputSchemas.MessageRedacted,
  DeliverySuppressed: inputSchemas.DeliverySuppressed,
  /** Should the AI answer? One for each customer message, silence included. */
  MessageJudged: Type.Object({
    messageId: Type.String(),
    verdict: Type.Union([Type.Literal('answer'), Type.Literal('stay-silent')]),
    reason: Type.String(),
    checks: Type.Array(Check),
  }),
  TimerSet: Type.Object({ name: Type.String(), dueAt: At, because: Type.String() }),
  TimerCancelled: Type.Object({
    timerId: Type.String(),
    name: Type.String(),
    because: Type.String(),
  }),
  TimerFired: Type.Object({ timerId: Type.String(), name: Type.String(), dueAt: At }),
  ReasoningRequested: Type.Object({ messageIds: MessageIds }),
  ReasoningStepRecorded: inputSchemas.ReasoningStepped,
  ReasoningConcluded: inputSchemas.ReasoningFinished,
  ReasoningSuperseded: Type.Object({ runId: Type.String(), because: Type.String() }),
  ReplyRequested: Type.Object({
    messageIds: MessageIds,
    text: Type.String(),
    confidence: Type.Number(),
    sources: Type.Array(Source),
  }),
  ReplyDelivered: Type.Object({
    ...dispatched,
    vendorMessageId: Type.Optional(Type.String()),
    foundByReadBack: Type.Boolean(),
  }),
  /** Made, but not sent; the text stands in `ReplyRequested`. */
  ReplyWithheld: Type.Object({ ...dispatched, because: Type.String() }),
  ReplyFailed: Type.Object({ ...dispatched, code: Type.String(), because: Type.String() }),
  /** The log takes a request back; what had left already is still reported as delivered. */
  DispatchRecalled: Type.Object({ commandId: Type.String(), because: Type.String() }),
  HandoffRequested: Type.Object({
    cause: HandoffCause,
    messageIds: MessageIds,
    summary: Type.String(),
  }),
  NoteRequested: Type.Object({ text: Type.String() }),
  NoteDelivered: Type.Object({
    ...dispatched,
    vendorMessageId: Type.Optional(Type.String()),
    foundByReadBack: Type.Boolean(),
  }),
  /** The handoff goes on without its note. */
  NoteFailed: Type.Object({ ...dispatched, code: Type.String(), because: Type.String() }),
  UnassignRequested: Type.Object({}),
  /** Read back from the vendor: nobody, or a person, owns the conversation now. */
  HandoffConfirmed: Type.Object({
    ...dispatched,
    noted: Type.Boolean(),
    assignee: Type.Optional(Assignee),
    vendorAt: Type.Optional(At),
  }),
  HandoffContested: Type.Object({
    ...dispatched,
    assignee: Assignee,
    by: Type.Optional(Type.String()),
    afterMs: Type.Number(),
    vendorAt: Type.Optional(At),
  }),
  HandoffFailed: Type.Object({ ...dispatched, code: Type.String(), because: Type.String() }),
  /** A person has the conversation; the AI is silent from here. */
  PersonTookOver: Type.Object({
    how: Type.Union([
      Type.Literal('replied'),
      Type.Literal('assigned'),
      Type.Literal('found-at-dispatch'),
    ]),
    teammate: Type.Optional(Type.String()),
  }),
  HandedBackToAi: Type.Object({
    how: Type.Union([Type.Literal('assigned'), Type.Literal('operator')]),
    operator: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String()),
  }),
  /** The one terminal outcome of these customer messages. */
  MessagesSettled: Type.Object({
    messageIds: MessageIds,
    outcome: SettledOutcome,
    reason: Type.String(),
  }),
  /** An input that came too late or means nothing here, and why. */
  InputIgnored: Type.Object({ inputType: Type.String(), because: Type.String() }),
} as const;

export type EventType = keyof typeof eventSchemas;
export type EventData<K extends EventType = EventType> = Static<(typeof eventSchemas)[K]>;

/** An event as it is decided: no id, no position yet. */
export type ConversationEvent = {
  [K in EventType]: { readonly type: K; readonly data: EventData<K> };
}[EventType];

/** An event as the fold sees it: with its id, and `at` (ms) of the input that caused it. */
export type RecordedEvent = ConversationEvent & { readonly id: string; readonly at: number };
