import type { EpochMs } from '@deskstream/kernel';

/** One simulated Intercom workspace. Ids of admins and teams are digits, as at the vendor. */
export interface WorkspaceConfig {
  readonly workspace: string;
  readonly appId: string;
  readonly accessToken: string;
  readonly aiAdminId: string;
  readonly assignNewTo: 'ai' | 'nobody';
  /** Default: two teammates, besides the AI's admin. */
  readonly teammates?: readonly Admin[];
  readonly teams?: readonly { readonly id: string; readonly name: string }[];
  /** Requests allowed in each 10-second slice. Default 1667 (10,000 a minute). */
  readonly requestsPerSlice?: number;
  /** Host region that `/me` names. Default `US`. */
  readonly region?: 'US' | 'EU' | 'AU';
  /** Webhook topics that the app is subscribed to. Default: all. */
  readonly topics?: readonly string[];
  /** Workflows of the workspace. Default: none. */
  readonly rules?: readonly Rule[];
  /** What a workflow writes down about every new conversation and its customer, only so much later. */
  readonly lateAttributes?: LateAttributes;
}

export interface LateAttributes {
  readonly afterMs: number;
  readonly conversation?: Attributes;
  readonly contact?: Attributes;
}

export type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/** When this happens, that is done `afterMs` later, in the name of a workflow (a bot). */
export interface Rule {
  readonly on: 'created' | 'customer' | 'reply' | 'note' | 'assign' | 'unassign' | 'close' | 'open';
  /** Whose doing starts it. Default `any`; what a rule did never starts another. */
  readonly by?: 'ai' | 'teammate' | 'customer' | 'any';
  readonly do:
    /** An admin's or a team's id, or `ai`. */
    | { readonly kind: 'assign'; readonly to: string }
    | { readonly kind: 'unassign' | 'close' | 'open' }
    | { readonly kind: 'note' | 'say' | 'tag'; readonly text: string };
  /** Default 0: still a step of its own, after what started it. */
  readonly afterMs?: number;
  /** Ends after so many runs. Default: never. */
  readonly times?: number;
}

export interface Admin {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface Author {
  readonly type: 'user' | 'admin' | 'bot';
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface Contact extends Author {
  readonly type: 'user';
  readonly createdAt: EpochMs;
  /** Default: `createdAt`. */
  updatedAt?: EpochMs;
  customAttributes?: Record<string, string | number | boolean | null>;
  companyIds?: string[];
}

export interface Company {
  readonly id: string;
  readonly name: string;
  readonly createdAt: EpochMs;
  readonly attributes: Attributes;
}

export interface TagName {
  readonly id: string;
  readonly name: string;
}

export type PartType =
  | 'comment'
  | 'note'
  | 'assignment'
  | 'close'
  | 'open'
  | 'snoozed'
  | 'unsnoozed'
  | 'channel_and_reply_time_expectation'
  | 'language_detection_details'
  | 'attribute_collector';

export interface Part {
  readonly id: string;
  readonly type: PartType;
  /** HTML, or `null` when the part has no text. */
  readonly body: string | null;
  readonly author: Author;
  readonly at: EpochMs;
  readonly updatedAt: EpochMs;
  readonly assignedTo: { readonly type: 'admin' | 'team'; readonly id: string } | null;
  readonly state: ConversationState;
  readonly redacted: boolean;
}

export type ConversationState = 'open' | 'closed' | 'snoozed';

export interface Tag {
  readonly id: string;
  readonly name: string;
  readonly at: EpochMs;
  readonly by: string;
}

export interface Conversation {
  readonly id: string;
  readonly sourceId: string;
  readonly contactId: string;
  /** HTML of the first message. */
  readonly sourceBody: string;
  readonly sourceAuthor: Author;
  readonly createdAt: EpochMs;
  updatedAt: EpochMs;
  state: ConversationState;
  snoozedUntil: EpochMs | null;
  adminId: string | null;
  teamId: string | null;
  parts: Part[];
  tags: Tag[];
  customAttributes: Record<string, string | number | boolean | null>;
  deleted: boolean;
}

/** Everything of a desk that outlives a restart. Plain JSON. */
export interface DeskState {
  nextId: number;
  conversations: Conversation[];
  contacts: Contact[];
  effects: Effect[];
  /** Absent in files of earlier versions. */
  tags?: TagName[];
  companies?: Company[];
}

/** One thing the vendor executed because its API was asked to. The oracle of "at most once". */
export interface Effect {
  readonly workspace: string;
  /** Empty for what is about no conversation (a tag made, a contact). */
  readonly conversation: string;
  readonly kind:
    | 'reply'
    | 'note'
    | 'assign'
    | 'unassign'
    | 'close'
    | 'open'
    | 'snooze'
    | 'attributes'
    | 'tag'
    | 'untag'
    | 'create-tag'
    | 'create-contact'
    | 'update-contact';
  /** SHA-256 (hex) of the request's body text as sent; `null` when it had none. */
  readonly bodyHash: string | null;
  /** `null` for what makes no part (attributes, tags). */
  readonly partId: string | null;
  readonly adminId: string | null;
  readonly at: EpochMs;
}

/** A notification as the vendor would send it. `item` is `data.item` of the webhook. */
export interface Notification {
  readonly id: string | null;
  readonly topic: string;
  readonly conversation: string | null;
  readonly at: EpochMs;
  readonly item: Readonly<Record<string, unknown>>;
}

/** What changed: one part at most, and notifications about it. `conversation` null: a contact alone. */
export interface Change {
  readonly conversation: Conversation | null;
  readonly part: Part | null;
  readonly notifications: readonly Notification[];
}

/** What an action did to a conversation. */
export interface Action extends Change {
  readonly conversation: Conversation;
  readonly part: Part | null;
  readonly notifications: readonly Notification[];
}
