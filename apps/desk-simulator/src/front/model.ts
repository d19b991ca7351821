import type { EpochMs } from '@deskstream/kernel';

/** Message types of the channels that are played here (vendors/front.md §4). */
export type Channel = 'email' | 'front_chat' | 'sms' | 'call' | 'phone-call';

export interface Teammate {
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  /** `author.type`: a person is `user`; the others write without being a person. */
  readonly type: 'user' | 'api' | 'rule' | 'macro' | 'csat';
}

export interface Inbox {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
}

export interface Team {
  readonly id: string;
  readonly name: string;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

export interface Contact {
  readonly id: string;
  name: string;
  readonly handles: { readonly source: string; readonly handle: string }[];
  accountId: string | null;
  customFields: CustomFields;
  readonly createdAt: EpochMs;
}

export type CustomFields = Readonly<Record<string, string | number | boolean | null>>;

export interface Tag {
  readonly id: string;
  readonly name: string;
  readonly at: EpochMs;
}

export interface Message {
  readonly id: string;
  readonly uid: string;
  readonly channel: Channel;
  readonly inbound: boolean;
  /** HTML. */
  readonly body: string;
  readonly at: EpochMs;
  /** Teammate; `null` when inbound. */
  readonly authorId: string | null;
  readonly repliesTo: string | null;
  readonly draft: boolean;
  /** Set for a message that was accepted but never reached anybody; lists leave it out. */
  readonly errorType: string | null;
}

export interface Comment {
  readonly id: string;
  readonly authorId: string;
  readonly body: string;
  readonly at: EpochMs;
}

export interface Conversation {
  readonly id: string;
  readonly subject: string;
  readonly channel: Channel;
  readonly contactId: string;
  readonly handle: string;
  readonly createdAt: EpochMs;
  inboxId: string;
  state: 'open' | 'archived' | 'deleted' | 'spam';
  assigneeId: string | null;
  tagIds: string[];
  customFields: CustomFields;
  reminder: { readonly at: EpochMs; readonly until: EpochMs; readonly by: string } | null;
  messages: Message[];
  comments: Comment[];
  updatedAt: EpochMs;
  mergedInto: string | null;
}

/** Who did it: `data` of the event's source is looked up when it is told. */
export type Source =
  | { readonly type: 'teammate' | 'api' | 'rule'; readonly id: string }
  | { readonly type: 'inboxes'; readonly ids: readonly string[] }
  | { readonly type: 'reminder' };

export type Target =
  | {
      readonly type: 'message' | 'comment' | 'teammate' | 'tag' | 'conversation';
      readonly id: string;
    }
  | { readonly type: 'inboxes'; readonly ids: readonly string[] };

/** One thing that happened. Inner type as in `/events`; `topic` is the application webhook's outer type. */
export interface FrontEvent {
  readonly id: string;
  readonly type: string;
  readonly topic: string | null;
  readonly conversation: string;
  readonly at: EpochMs;
  readonly source: Source;
  readonly target: Target | null;
}

/** One thing the vendor executed because its API was asked to. Shape as Intercom's effects. */
export interface FrontEffect {
  readonly workspace: string;
  readonly conversation: string;
  readonly kind: string;
  /** SHA-256 (hex) of the request's body text as sent; `null` when it had none. */
  readonly bodyHash: string | null;
  /** `message_uid` of a reply, id of a comment or draft. */
  readonly partId: string | null;
  readonly adminId: string | null;
  readonly at: EpochMs;
}

/** A reply that was accepted (202) and has not been sent yet. */
export interface Sending {
  readonly uid: string;
  readonly conversation: string;
  readonly body: string;
  readonly authorId: string;
  readonly archive: boolean;
  readonly tagIds: readonly string[];
  /** It will never be seen: `message_delivery_failed` comes instead. */
  readonly unseen: boolean;
  readonly dueAt: EpochMs;
}

/** Everything of a company that outlives a restart. Plain JSON. */
export interface FrontState {
  nextId: number;
  conversations: Conversation[];
  contacts: Contact[];
  tags: Tag[];
  events: FrontEvent[];
  effects: FrontEffect[];
  outbox: Sending[];
}
