import Type, { type Static } from 'typebox';

/** What the decider may know of a workspace: rules, no secrets. Milliseconds and shares of 1. */
export const ConversationSettings = Type.Object({
  version: Type.Integer(),
  enabled: Type.Boolean(),
  handleUnassigned: Type.Boolean(),
  autopilot: Type.Object({
    web: Type.Boolean(),
    email: Type.Boolean(),
    chat: Type.Boolean(),
    sms: Type.Boolean(),
    phone: Type.Boolean(),
  }),
  /** Quiet time after the last message of a burst before the AI starts. S030: 4 s web, S031: 30 s email. */
  waitMs: Type.Object({
    web: Type.Integer({ minimum: 0 }),
    email: Type.Integer({ minimum: 0 }),
    chat: Type.Integer({ minimum: 0 }),
    sms: Type.Integer({ minimum: 0 }),
    phone: Type.Integer({ minimum: 0 }),
  }),
  confidenceFloor: Type.Number({ minimum: 0, maximum: 1 }),
});
export type ConversationSettings = Static<typeof ConversationSettings>;

export const defaultConversationSettings: ConversationSettings = {
  version: 1,
  enabled: true,
  handleUnassigned: false,
  autopilot: { web: true, email: true, chat: true, sms: true, phone: true },
  waitMs: { web: 4_000, email: 30_000, chat: 4_000, sms: 4_000, phone: 4_000 },
  confidenceFloor: 0.5,
};
