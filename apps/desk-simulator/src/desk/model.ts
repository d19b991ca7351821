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
}

export type PartType =
  | 'comment'
  | 'note'
  | 'assignment'
  | 'close'
  | 'open'
  | 'snoozed'
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
}

/** One thing the vendor executed because its API was asked to. The oracle of "at most once". */
export interface Effect {
  readonly workspace: string;
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
    | 'untag';
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

/** What an action did: one part at most, and one or several notifications about it. */
export interface Action {
  readonly conversation: Conversation;
  readonly part: Part | null;
  readonly notifications: readonly Notification[];
}
