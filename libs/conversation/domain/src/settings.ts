import Type, { type Static } from 'typebox';
import { Assignee } from './vocabulary';

const perChannel = <T extends Type.TSchema>(value: T) =>
  Type.Object({ web: value, email: value, chat: value, sms: value, phone: value });

const Milliseconds = Type.Integer({ minimum: 0 });
const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$' });

/** A subject that customers write about, known by words or phrases of their messages. */
export const Topic = Type.Object({
  name: Type.String({ minLength: 1 }),
  phrases: Type.Array(Type.String({ minLength: 2 }), { minItems: 1 }),
});

/** When people are there. Days count from Sunday = 0; times are of `timeZone`. */
export const OfficeHours = Type.Object({
  timeZone: Type.String({ minLength: 1 }),
  weekly: Type.Array(
    Type.Object({
      day: Type.Integer({ minimum: 0, maximum: 6 }),
      from: TimeOfDay,
      to: TimeOfDay,
    }),
  ),
  /** `YYYY-MM-DD`. */
  closedOn: Type.Array(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })),
});
export type OfficeHours = Static<typeof OfficeHours>;

/** What the decider may know of a workspace: rules, no secrets. Milliseconds and shares of 1. */
export const ConversationSettings = Type.Object({
  version: Type.Integer(),
  enabled: Type.Boolean(),
  handleUnassigned: Type.Boolean(),
  /** Wait for the vendor to assign the conversation to the AI, then read the whole thread (S014). */
  processOnAssignment: Type.Boolean(),
  autopilot: perChannel(Type.Boolean()),
  /** Drafts as internal notes where a person owns the conversation (S021–S025). */
  assist: perChannel(Type.Boolean()),
  /** Quiet time after the last message of a burst before the AI starts. S030: 4 s web, S031: 30 s email. */
  waitMs: perChannel(Milliseconds),
  /** Time for attributes to arrive before the first answer; S027: at most 10 s. */
  attributeDelayMs: Type.Integer({ minimum: 0, maximum: 10_000 }),
  /** Time on email for the vendor's own workflows to finish (S063). */
  workflowDelayMs: Type.Integer({ minimum: 0, maximum: 60_000 }),
  confidenceFloor: Type.Number({ minimum: 0, maximum: 1 }),
  topics: Type.Object({
    known: Type.Array(Topic),
    /** The only topics the AI may resolve; empty: all. */
    resolve: Type.Array(Type.String()),
    escalate: Type.Array(Type.String()),
    noAssist: Type.Array(Type.String()),
  }),
  officeHours: Type.Union([OfficeHours, Type.Null()]),
  /** What the AI does with a message outside office hours. */
  outsideOfficeHours: Type.Union([
    Type.Literal('answer'),
    Type.Literal('hand-off'),
    Type.Literal('stay-silent'),
  ]),
  handoff: Type.Object({
    triggers: Type.Object({
      lowConfidence: Type.Boolean(),
      requestForPerson: Type.Boolean(),
      frustration: Type.Boolean(),
      unproductiveLoop: Type.Boolean(),
      failure: Type.Boolean(),
    }),
    /** AI replies in a row without an end before the loop counts as unproductive. */
    repliesInLoop: Type.Integer({ minimum: 1 }),
    to: Assignee,
    note: Type.Boolean(),
    /** Empty: no tag. */
    tag: Type.String(),
    /** Said to the customer at a handoff; empty: nothing. */
    message: Type.String(),
    /** Within so long of a handoff, a rule or bot that gives it back to the AI contests it; 0: never. */
    contestWindowMs: Milliseconds,
    /** `null`: this help desk has no tickets beside conversations. */
    ticket: Type.Union([
      Type.Object({
        enabled: Type.Boolean(),
        transcript: Type.Boolean(),
        /** Vendor id of the ticket's owner; empty: nobody. */
        owner: Type.String(),
      }),
      Type.Null(),
    ]),
  }),
  assistTag: Type.String(),
  resolution: Type.Object({
    /** Silence of the customer after an answer that counts as solved; `null`: never. */
    afterQuietMs: Type.Union([Milliseconds, Type.Null()]),
    /** S034: about 15 s, so that a reopened conversation cancels it. */
    noteAfterMs: Milliseconds,
    note: Type.Boolean(),
    /** Close or archive at the vendor, if the AI still owns it (S080, S081). */
    close: Type.Boolean(),
  }),
  companySync: Type.Union([Type.Literal('off'), Type.Literal('first'), Type.Literal('all')]),
  /** A message without an outcome for so long is handed off; `null`: never. */
  watchdogMs: Type.Union([Milliseconds, Type.Null()]),
});
export type ConversationSettings = Static<typeof ConversationSettings>;

export const defaultConversationSettings: ConversationSettings = {
  version: 1,
  enabled: true,
  handleUnassigned: false,
  processOnAssignment: false,
  autopilot: { web: true, email: true, chat: true, sms: true, phone: true },
  assist: { web: false, email: false, chat: false, sms: false, phone: false },
  waitMs: { web: 4_000, email: 30_000, chat: 4_000, sms: 4_000, phone: 4_000 },
  attributeDelayMs: 0,
  workflowDelayMs: 0,
  confidenceFloor: 0.5,
  topics: { known: [], resolve: [], escalate: [], noAssist: [] },
  officeHours: null,
  outsideOfficeHours: 'answer',
  handoff: {
    triggers: {
      lowConfidence: true,
      requestForPerson: true,
      frustration: true,
      unproductiveLoop: true,
      failure: true,
    },
    repliesInLoop: 4,
    to: { kind: 'nobody' },
    note: true,
    tag: 'deskstream_handed_off',
    message: '',
    contestWindowMs: 60_000,
    ticket: null,
  },
  assistTag: 'deskstream_suggested',
  resolution: { afterQuietMs: null, noteAfterMs: 15_000, note: true, close: false },
  companySync: 'off',
  watchdogMs: 600_000,
};

/** Rules as they are stored, perhaps by an older version that did not know all of them. */
export type RulesDraft = {
  readonly [K in keyof ConversationSettings]?: Partial<ConversationSettings[K]> | undefined;
};

/** Where a vendor differs from the defaults: Front answers at once (S089), HubSpot has tickets (S046). */
export const vendorRules: Readonly<Record<string, RulesDraft>> = {
  front: { waitMs: { web: 0, email: 0, chat: 0, sms: 0, phone: 0 } },
  hubspot: {
    handoff: {
      ...defaultConversationSettings.handoff,
      ticket: { enabled: true, transcript: true, owner: '' },
    },
  },
  // Its tickets stand in the workspace's HubSpot (ADR 18).
  'web-chat': {
    handoff: {
      ...defaultConversationSettings.handoff,
      ticket: { enabled: true, transcript: true, owner: '' },
    },
  },
};
