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
  Type.Literal('operator'),
]);
export type HandoffCause = Static<typeof HandoffCause>;

/** How a customer's message ended; each has exactly one (P3). */
export const SettledOutcome = Type.Union([
  Type.Literal('replied'),
  Type.Literal('handed-over'),
  Type.Literal('suppressed'),
  Type.Literal('superseded'),
  Type.Literal('failed'),
]);
export type SettledOutcome = Static<typeof SettledOutcome>;

/** One check of a verdict: what was expected, what was found, on which evidence. */
export const Check = Type.Object({
  name: Type.String(),
  ok: Type.Boolean(),
  expected: Type.String(),
  found: Type.String(),
  evidence: Type.Optional(Type.String()),
});
export type Check = Static<typeof Check>;
