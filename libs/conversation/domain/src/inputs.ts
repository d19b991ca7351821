import Type, { type Static } from 'typebox';
import {
  Assignee,
  At,
  Attachment,
  Attributes,
  Channel,
  Company,
  Contact,
  HandoffCause,
  OwnershipSnapshot,
  SessionMode,
  Signals,
  Source,
} from './vocabulary';

const Author = Type.Object({ id: Type.String(), name: Type.Optional(Type.String()) });

/**
 * Everything that may change a conversation, in the canonical vocabulary (`conversation-inputs`).
 * A change only adds optional fields; anything else is a new version with an upcaster.
 */
export const inputSchemas = {
  CustomerWrote: Type.Object({
    messageId: Type.String(),
    text: Type.String(),
    author: Author,
    channel: Channel,
    startedBy: Type.Union([
      Type.Literal('customer'),
      Type.Literal('teammate'),
      Type.Literal('bot'),
    ]),
    attachments: Type.Array(Attachment),
    ownership: Type.Optional(OwnershipSnapshot),
    contact: Type.Optional(Contact),
    /** Set where no webhook told of it and the gap finder found it at the vendor. */
    recovered: Type.Optional(Type.Boolean()),
    /** Read from the thread, where somebody answered it already: history, not a question. */
    context: Type.Optional(Type.Boolean()),
    vendorAt: At,
  }),
  TeammateWrote: Type.Object({
    messageId: Type.String(),
    text: Type.String(),
    author: Author,
    visibility: Type.Union([Type.Literal('public'), Type.Literal('note')]),
    /** The author is the admin that the AI posts as. */
    byAi: Type.Boolean(),
    /** The vendor ties what was said to this ticket. */
    ticket: Type.Optional(Type.String()),
    vendorAt: At,
  }),
  BotWrote: Type.Object({
    messageId: Type.String(),
    text: Type.String(),
    author: Author,
    vendorAt: At,
  }),
  /** The vendor told of a message, or of a thread that changed, without its text: it must be read. */
  MessageAnnounced: Type.Object({ messageId: Type.String(), vendorAt: At }),
  AttributesChanged: Type.Object({ attributes: Attributes, vendorAt: At }),
  TagChanged: Type.Object({
    tag: Type.String(),
    change: Type.Union([Type.Literal('added'), Type.Literal('removed')]),
    by: Type.Optional(Author),
    vendorAt: At,
  }),
  /** Who the customer is and where they work, read from the vendor; `because` says why companies are missing. */
  ProfileRead: Type.Object({
    contact: Contact,
    companies: Type.Array(Company),
    because: Type.Optional(Type.String()),
    vendorAt: At,
  }),
  /** The gap finder asks for everything the vendor has since `since`. */
  GapSuspected: Type.Object({ because: Type.String(), since: At }),
  ConversationAssigned: Type.Object({
    assignee: Assignee,
    by: Type.Optional(Author),
    /** A rule, a bot or a program did it; absent: a person, or the vendor does not tell. */
    automatic: Type.Optional(Type.Literal(true)),
    vendorAt: At,
  }),
  ConversationClosed: Type.Object({ by: Type.Optional(Author), vendorAt: At }),
  ConversationReopened: Type.Object({ by: Type.Optional(Author), vendorAt: At }),
  ConversationDeleted: Type.Object({ vendorAt: At }),
  MessageRedacted: Type.Object({ messageId: Type.String(), vendorAt: At }),
  /** dedup dropped a delivery that told of nothing new. */
  DeliverySuppressed: Type.Object({
    deliveryId: Type.String(),
    vendorTopic: Type.String(),
    because: Type.Union([Type.Literal('duplicate'), Type.Literal('no-content')]),
    /** The input it repeats, and where that input's delivery stands (`topic/partition/offset`). */
    duplicateOf: Type.Optional(Type.String()),
    firstSeenAt: Type.Optional(Type.String()),
  }),
  TimerDue: Type.Object({ timerId: Type.String(), name: Type.String(), dueAt: At }),
  ReasoningStepped: Type.Object({
    runId: Type.String(),
    step: Type.Integer(),
    kind: Type.Union([
      Type.Literal('context'),
      Type.Literal('retrieval'),
      Type.Literal('draft'),
      Type.Literal('judgement'),
      Type.Literal('model-call'),
      Type.Literal('tool-call'),
      Type.Literal('tool-result'),
      Type.Literal('guardrail'),
    ]),
    /** Free of secrets; what is needed to explain the run later. */
    detail: Type.Unknown(),
    tookMs: Type.Number(),
  }),
  ReasoningFinished: Type.Object({
    runId: Type.String(),
    result: Type.Union([
      Type.Object({
        kind: Type.Literal('answer'),
        text: Type.String(),
        confidence: Type.Number(),
        sources: Type.Array(Source),
        /** For the person who takes over where the answer is not sure enough to be sent. */
        summary: Type.Optional(Type.String()),
      }),
      Type.Object({
        kind: Type.Literal('unsure'),
        cause: HandoffCause,
        confidence: Type.Number(),
        summary: Type.String(),
      }),
      /** Nothing to answer: the customer says that it is solved. */
      Type.Object({ kind: Type.Literal('solved') }),
      Type.Object({ kind: Type.Literal('failed'), because: Type.String() }),
    ]),
    answerer: Type.String(),
    signals: Type.Optional(Signals),
  }),
  /** What became of a request to the vendor. Its id is derived from the command, so it is told once. */
  DispatchReported: Type.Object({
    commandId: Type.String(),
    attempts: Type.Integer(),
    result: Type.Union([
      Type.Object({
        kind: Type.Literal('delivered'),
        vendorMessageId: Type.Optional(Type.String()),
        /** The answer was lost and the effect was found by reading back. */
        foundByReadBack: Type.Boolean(),
        assignee: Type.Optional(Assignee),
        vendorAt: Type.Optional(At),
      }),
      /** The thread was read; what it holds is told as inputs of their own, before this report. */
      Type.Object({
        kind: Type.Literal('read'),
        messages: Type.Integer(),
        truncated: Type.Boolean(),
      }),
      /** Deliberately not done: a person owns the conversation, or the log recalled it. */
      Type.Object({
        kind: Type.Literal('withheld'),
        because: Type.String(),
        assignee: Type.Optional(Assignee),
        vendorAt: Type.Optional(At),
      }),
      /** Done, yet the vendor gave the conversation back (handoff). */
      Type.Object({
        kind: Type.Literal('contested'),
        assignee: Assignee,
        by: Type.Optional(Type.String()),
        afterMs: Type.Number(),
        vendorAt: Type.Optional(At),
      }),
      Type.Object({
        kind: Type.Literal('failed'),
        code: Type.String(),
        because: Type.String(),
        status: Type.Optional(Type.Integer()),
      }),
    ]),
  }),
  /** A request that was given up is to be tried again. Its id is derived from the dead letter: each is redriven once. */
  DispatchRedriven: Type.Object({
    commandId: Type.String(),
    /** What was asked for: `reply`, `note`, `ticket` … */
    kind: Type.String(),
    /** Something may have left since; the vendor is read back from here (our time) before anything is sent. */
    lookFrom: Type.Optional(At),
  }),
  OperatorHandedBack: Type.Object({ operator: Type.String(), reason: Type.String() }),
  OperatorHandedOff: Type.Object({ operator: Type.String(), reason: Type.String() }),
  SessionModeSet: Type.Object({
    mode: SessionMode,
    operator: Type.String(),
    reason: Type.String(),
  }),
  /** An operator has a record published again that could not be used; once for each dead letter and act. */
  DeadLetterRedriven: Type.Object({
    deadLetterId: Type.String(),
    step: Type.String(),
    because: Type.String(),
    operator: Type.String(),
    reason: Type.String(),
  }),
  /** An operator took a redacted copy of the session out of Deskstream. */
  SessionExported: Type.Object({
    text: Type.Union([Type.Literal('redacted'), Type.Literal('masked')]),
    operator: Type.String(),
    reason: Type.String(),
  }),
} as const;

export type InputType = keyof typeof inputSchemas;
export type InputData<K extends InputType = InputType> = Static<(typeof inputSchemas)[K]>;

/** One input as the decider sees it. `at` (ms) is when we learned of it, and the decision's only clock. */
export type ConversationInput = {
  [K in InputType]: {
    readonly id: string;
    readonly at: number;
    readonly type: K;
    readonly data: InputData<K>;
  };
}[InputType];
