import Type, { type Static } from 'typebox';
import { inputSchemas } from './inputs';
import {
  Assignee,
  At,
  Check,
  HandoffCause,
  HandoffStep,
  SettledOutcome,
  Source,
  VerdictKind,
} from './vocabulary';

const MessageIds = Type.Array(Type.String());
const dispatched = { commandId: Type.String(), attempts: Type.Integer() };
const made = {
  ...dispatched,
  vendorMessageId: Type.Optional(Type.String()),
  foundByReadBack: Type.Boolean(),
};
const failed = { ...dispatched, code: Type.String(), because: Type.String() };
const resolvedHow = Type.Union([Type.Literal('customer-said'), Type.Literal('customer-quiet')]);

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
  /** Told of by a webhook without its text. */
  MessageAnnounced: inputSchemas.MessageAnnounced,
  AttributesChanged: inputSchemas.AttributesChanged,
  TagChanged: inputSchemas.TagChanged,
  ProfileRead: inputSchemas.ProfileRead,
  GapSuspected: inputSchemas.GapSuspected,
  SessionModeSet: inputSchemas.SessionModeSet,
  /** Recorded acts of operators that change nothing of the conversation. */
  DeadLetterRedriven: inputSchemas.DeadLetterRedriven,
  SessionExported: inputSchemas.SessionExported,
  /** The thread is to be read at the vendor, from `since` (vendor time, 0: whole). */
  ReadRequested: Type.Object({
    because: Type.Union([
      Type.Literal('announced'),
      Type.Literal('assigned'),
      Type.Literal('gap-suspected'),
    ]),
    since: At,
  }),
  ThreadRead: Type.Object({
    ...dispatched,
    messages: Type.Integer(),
    truncated: Type.Boolean(),
  }),
  ReadFailed: Type.Object(failed),
  ProfileRequested: Type.Object({
    contactId: Type.String(),
    companies: Type.Union([Type.Literal('first'), Type.Literal('all')]),
  }),
  ProfileDelivered: Type.Object(dispatched),
  ProfileFailed: Type.Object(failed),
  /** Should the AI answer? One for each customer message, silence included; another one when the conversation becomes the AI's. */
  MessageJudged: Type.Object({
    messageId: Type.String(),
    verdict: VerdictKind,
    reason: Type.String(),
    checks: Type.Array(Check),
    topic: Type.Optional(Type.String()),
  }),
  /** Left alone before, because the conversation was not the AI's; now it is. */
  MessagesReopened: Type.Object({ messageIds: MessageIds, because: Type.String() }),
  TimerSet: Type.Object({ name: Type.String(), dueAt: At, because: Type.String() }),
  TimerCancelled: Type.Object({
    timerId: Type.String(),
    name: Type.String(),
    because: Type.String(),
  }),
  TimerFired: Type.Object({ timerId: Type.String(), name: Type.String(), dueAt: At }),
  ReasoningRequested: Type.Object({
    messageIds: MessageIds,
    /** `suggestion`: a draft for the person who owns the conversation. Absent: a reply. */
    purpose: Type.Optional(Type.Union([Type.Literal('reply'), Type.Literal('suggestion')])),
  }),
  ReasoningStepRecorded: inputSchemas.ReasoningStepped,
  ReasoningConcluded: inputSchemas.ReasoningFinished,
  ReasoningSuperseded: Type.Object({ runId: Type.String(), because: Type.String() }),
  ReplyRequested: Type.Object({
    messageIds: MessageIds,
    text: Type.String(),
    confidence: Type.Number(),
    sources: Type.Array(Source),
  }),
  ReplyDelivered: Type.Object(made),
  /** Made, but not sent; the text stands in `ReplyRequested`. */
  ReplyWithheld: Type.Object({ ...dispatched, because: Type.String() }),
  ReplyFailed: Type.Object(failed),
  /** A draft as internal note for the person who owns the conversation. */
  SuggestionRequested: Type.Object({
    messageIds: MessageIds,
    text: Type.String(),
    confidence: Type.Number(),
    sources: Type.Array(Source),
  }),
  SuggestionDelivered: Type.Object(made),
  /** The AI judged its own draft unhelpful and stayed quiet (S025), or a person was faster. */
  SuggestionWithheld: Type.Object({ because: Type.String() }),
  SuggestionFailed: Type.Object(failed),
  /** The log takes a request back; what had left already is still reported as delivered. */
  DispatchRecalled: Type.Object({ commandId: Type.String(), because: Type.String() }),
  HandoffRequested: Type.Object({
    cause: HandoffCause,
    messageIds: MessageIds,
    summary: Type.String(),
    steps: Type.Array(HandoffStep),
  }),
  NoteRequested: Type.Object({ text: Type.String() }),
  NoteDelivered: Type.Object(made),
  /** The handoff goes on without its note. */
  NoteFailed: Type.Object(failed),
  TagRequested: Type.Object({ tag: Type.String() }),
  TagDelivered: Type.Object(dispatched),
  TagFailed: Type.Object(failed),
  ContactRequested: Type.Object({ email: Type.String(), name: Type.Optional(Type.String()) }),
  ContactFound: Type.Object({ ...dispatched, contactId: Type.String() }),
  /** `HANDOFF.NO_EMAIL`, or why the vendor has none; never stops the handoff (S047, S062). */
  ContactSkipped: Type.Object({ code: Type.String(), because: Type.String() }),
  TicketRequested: Type.Object({
    subject: Type.String(),
    content: Type.String(),
    /** The dispatcher adds what was said so far, from the log. */
    transcript: Type.Boolean(),
    contactId: Type.Optional(Type.String()),
    owner: Type.Optional(Type.String()),
    tag: Type.Optional(Type.String()),
  }),
  TicketCreated: Type.Object({ ...dispatched, ticketId: Type.String() }),
  /** `HANDOFF.TICKETS_OFF`, or why the vendor made none (S045, S046). */
  TicketSkipped: Type.Object({ code: Type.String(), because: Type.String() }),
  TicketUpdateRequested: Type.Object({ ticketId: Type.String(), content: Type.String() }),
  TicketUpdated: Type.Object(dispatched),
  TicketUpdateFailed: Type.Object(failed),
  /** What the customer is told at a handoff. */
  HandoffMessageRequested: Type.Object({ text: Type.String() }),
  HandoffMessageDelivered: Type.Object(made),
  /** A silent handoff, and why. */
  HandoffMessageSkipped: Type.Object({ code: Type.String(), because: Type.String() }),
  UnassignRequested: Type.Object({}),
  AssignRequested: Type.Object({ to: Assignee }),
  /** Read back from the vendor: nobody, or a person, owns the conversation now. */
  HandoffConfirmed: Type.Object({
    ...dispatched,
    noted: Type.Boolean(),
    assignee: Type.Optional(Assignee),
    vendorAt: Type.Optional(At),
    /** Until when a rule that gives it back to the AI contests it. */
    letGo: Type.Optional(Type.Object({ at: At, until: At })),
  }),
  /** Right after our call, or (`attempts` 0) later within the window of the settings. */
  HandoffContested: Type.Object({
    ...dispatched,
    assignee: Assignee,
    by: Type.Optional(Type.String()),
    afterMs: Type.Number(),
    vendorAt: Type.Optional(At),
    /** Event that confirmed the handoff before it was contested. */
    confirmed: Type.Optional(Type.String()),
  }),
  HandoffFailed: Type.Object(failed),
  ResolutionReached: Type.Object({ how: resolvedHow }),
  /** Reopened, answered or taken over before the resolution was written down. */
  ResolutionCancelled: Type.Object({ because: Type.String() }),
  ArchiveRequested: Type.Object({}),
  ArchiveDelivered: Type.Object(dispatched),
  /** Not ours any more (S080, S081). */
  ArchiveSkipped: Type.Object({ ...dispatched, because: Type.String() }),
  ArchiveFailed: Type.Object(failed),
  /** A request that was given up (`commandId`) is made again; the event's id is the command's new id. */
  RedriveRequested: Type.Object({
    commandId: Type.String(),
    kind: Type.String(),
    lookFrom: Type.Optional(Type.Number()),
  }),
  RedriveDelivered: Type.Object({
    ...dispatched,
    vendorMessageId: Type.Optional(Type.String()),
    foundByReadBack: Type.Optional(Type.Boolean()),
  }),
  RedriveWithheld: Type.Object({ ...dispatched, because: Type.String() }),
  RedriveFailed: Type.Object(failed),
  /** A person has the conversation; the AI is silent from here. */
  PersonTookOver: Type.Object({
    how: Type.Union([
      Type.Literal('replied'),
      Type.Literal('assigned'),
      Type.Literal('found-at-dispatch'),
    ]),
    teammate: Type.Optional(Type.String()),
    vendorAt: Type.Optional(At),
  }),
  HandedBackToAi: Type.Object({
    how: Type.Union([Type.Literal('assigned'), Type.Literal('operator')]),
    operator: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String()),
    vendorAt: Type.Optional(At),
  }),
  /** The one terminal outcome of these customer messages. */
  MessagesSettled: Type.Object({
    messageIds: MessageIds,
    outcome: SettledOutcome,
    reason: Type.String(),
    /** Left alone because the conversation is not the AI's: taken up if it becomes so. */
    mayReopen: Type.Optional(Type.Boolean()),
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
