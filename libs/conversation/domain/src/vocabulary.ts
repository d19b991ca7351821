import Type, { type Static } from 'typebox';

/** Who a conversation is assigned to at the vendor. `ai` is the workspace's AI admin. */
export const Assignee = Type.Union([
  Type.Object({ kind: Type.Literal('ai'), id: Type.String() }),
  Type.Object({ kind: Type.Literal('nobody') }),
  Type.Object({ kind: Type.Literal('teammate'), id: Type.String() }),
  Type.Object({ kind: Type.Literal('team'), id: Type.String() }),
]);
export type Assignee = Static<typeof Assignee>;

export const Channel = Type.Union([
  Type.Literal('web'),
  Type.Literal('email'),
  Type.Literal('chat'),
  Type.Literal('sms'),
  Type.Literal('phone'),
]);
export type Channel = Static<typeof Channel>;

/** Milliseconds since the epoch. */
export const At = Type.Number();

export const Attachment = Type.Object({
  name: Type.String(),
  contentType: Type.Optional(Type.String()),
  url: Type.Optional(Type.String()),
});

/** What the vendor said about ownership when it told us something else. */
export const OwnershipSnapshot = Type.Object({ assignee: Assignee, asOf: At });

export const Source = Type.Object({
  articleId: Type.String(),
  title: Type.String(),
  heading: Type.Optional(Type.String()),
  score: Type.Number(),
});
export type Source = Static<typeof Source>;

export const HandoffCause = Type.Union([
  Type.Literal('low-confidence'),
  Type.Literal('no-knowledge'),
  Type.Literal('human-requested'),
  Type.Literal('reasoning-failed'),
  Type.Literal('reply-failed'),
  Type.Literal('escalation-topic'),
  Type.Literal('outside-topics'),
  Type.Literal('frustration'),
  Type.Literal('unproductive-loop'),
  Type.Literal('outside-office-hours'),
  Type.Literal('unanswered-too-long'),
  Type.Literal('operator'),
  /** A run used up its steps, tool calls, time or tokens. */
  Type.Literal('run-limit'),
  /** A call that may have changed something elsewhere came back without a known result. */
  Type.Literal('tool-in-doubt'),
  /** What the AI wrote must not be sent. */
  Type.Literal('guardrail'),
]);
export type HandoffCause = Static<typeof HandoffCause>;

/** The parts of a handoff, in the order of the log; `assign` or `unassign` is the last one. */
export const HandoffStep = Type.Union([
  Type.Literal('note'),
  Type.Literal('tag'),
  Type.Literal('contact'),
  Type.Literal('ticket'),
  Type.Literal('message'),
  Type.Literal('assign'),
  Type.Literal('unassign'),
]);
export type HandoffStep = Static<typeof HandoffStep>;

/** How a customer's message ended; each has exactly one (P3). */
export const SettledOutcome = Type.Union([
  Type.Literal('replied'),
  Type.Literal('handed-over'),
  Type.Literal('suppressed'),
  Type.Literal('superseded'),
  /** Drafted for the person who owns the conversation. */
  Type.Literal('suggested'),
  /** The customer said that it is solved. */
  Type.Literal('resolved'),
  Type.Literal('failed'),
]);
export type SettledOutcome = Static<typeof SettledOutcome>;

/** What the AI does about a message. */
export const VerdictKind = Type.Union([
  Type.Literal('answer'),
  Type.Literal('suggest'),
  Type.Literal('hand-off'),
  Type.Literal('await-assignment'),
  Type.Literal('stay-silent'),
]);
export type VerdictKind = Static<typeof VerdictKind>;

/** One check of a verdict: what was expected, what was found, on which evidence. */
export const Check = Type.Object({
  name: Type.String(),
  ok: Type.Boolean(),
  expected: Type.String(),
  found: Type.String(),
  /** Id of the event that shows it. */
  evidence: Type.Optional(Type.String()),
});
export type Check = Static<typeof Check>;

/** What the AI may do in one session; the workspace's switches still apply. */
export const SessionMode = Type.Union([
  Type.Literal('autopilot'),
  Type.Literal('assist'),
  Type.Literal('watch'),
]);
export type SessionMode = Static<typeof SessionMode>;

export const AttributeValue = Type.Union([
  Type.String(),
  Type.Number(),
  Type.Boolean(),
  Type.Null(),
]);
/** A conversation's custom attributes, by name. */
export const Attributes = Type.Record(Type.String(), AttributeValue);
export type Attributes = Static<typeof Attributes>;

/** The customer, as the vendor knows them. */
export const Contact = Type.Object({
  id: Type.String(),
  name: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String()),
});
export type Contact = Static<typeof Contact>;

export const Company = Type.Object({
  id: Type.String(),
  name: Type.String(),
  attributes: Type.Optional(Attributes),
});
export type Company = Static<typeof Company>;

/** What a run noticed about the conversation besides its answer. */
export const Signals = Type.Object({
  language: Type.Optional(Type.String()),
  sentiment: Type.Optional(
    Type.Union([
      Type.Literal('positive'),
      Type.Literal('neutral'),
      Type.Literal('negative'),
      Type.Literal('angry'),
    ]),
  ),
  summary: Type.Optional(Type.String()),
  /** The customer says that it is solved. */
  solved: Type.Optional(Type.Boolean()),
});
export type Signals = Static<typeof Signals>;
