import type { EpochMs } from '@deskstream/kernel';

/** One simulated HubSpot account. The bearer token of a request picks it, as at the vendor. */
export interface PortalConfig {
  readonly workspace: string;
  /** Default 62515000. */
  readonly portalId?: number;
  /** Marks what the API wrote (`client.integrationAppId`). Default 1160400. */
  readonly appId?: number;
  readonly accessToken: string;
  /** HubSpot user the assistant speaks as; its actor is `A-<id>`. Default 55501. */
  readonly aiUserId?: number;
  readonly assignNewTo: 'ai' | 'nobody';
  /** Besides the assistant's user. Default: two. */
  readonly reps?: readonly Rep[];
  /** What the app was granted. Default: everything the API asks for. */
  readonly scopes?: readonly string[];
  /** Names of own properties of tickets and contacts that exist from the start. */
  readonly ticketProperties?: readonly string[];
  readonly contactProperties?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** A search finds what was written so many ms ago, and not later. Default 0. */
  readonly searchLagMs?: number;
  /** Longer texts are cut, the rest comes from `original-content`. Default 20,000 characters. */
  readonly truncateAt?: number;
}

export interface Limits {
  /** Default 100, the smallest plan. */
  readonly perTenSeconds: number;
  /** Default 250,000. */
  readonly perDay: number;
  /** Default 5. */
  readonly searchesPerSecond: number;
}

/** `userId` makes the actor (`A-…`), `ownerId` is what tickets name; they differ at the vendor. */
export interface Rep {
  readonly userId: number;
  readonly ownerId: string;
  readonly name: string;
  readonly email: string;
}

/** Who did something, and by which door. */
export interface By {
  readonly actorId: string;
  readonly source: 'customer' | 'rep' | 'api' | 'rule';
}

export interface DeliveryIdentifier {
  readonly type: string;
  readonly value: string;
}

export interface Participant {
  readonly actorId?: string;
  readonly name?: string;
  readonly senderField?: string;
  readonly recipientField?: string;
  readonly deliveryIdentifier?: DeliveryIdentifier;
}

export type MessageType =
  'MESSAGE' | 'COMMENT' | 'WELCOME_MESSAGE' | 'ASSIGNMENT' | 'THREAD_STATUS_CHANGE';

export interface Message {
  readonly type: MessageType;
  /** 32 hex characters. */
  readonly id: string;
  readonly at: EpochMs;
  readonly by: By;
  readonly senders: readonly Participant[];
  readonly recipients: readonly Participant[];
  /** `null` for assignments and status changes. */
  readonly content: Content | null;
  readonly direction: 'INCOMING' | 'OUTGOING';
  readonly assignedFrom?: string;
  readonly assignedTo?: string;
  readonly newStatus?: ThreadStatus;
  /** The channel could not deliver it. */
  readonly failure?: string;
}

export interface Content {
  readonly text: string;
  readonly richText: string;
  /** The whole, when `text` is only a part. */
  readonly original: { readonly text: string; readonly richText: string } | null;
  readonly truncation: 'NOT_TRUNCATED' | 'TRUNCATED_TO_MOST_RECENT_REPLY' | 'TRUNCATED';
  readonly attachments: readonly Readonly<Record<string, unknown>>[];
  readonly subject: string | null;
}

export type ThreadStatus = 'OPEN' | 'CLOSED';
export type ChannelName = 'chat' | 'email';

export interface Thread {
  readonly id: string;
  readonly contactId: string;
  readonly channel: ChannelName;
  readonly subject: string | null;
  readonly createdAt: EpochMs;
  status: ThreadStatus;
  closedAt: EpochMs | null;
  assignedTo: string | null;
  archived: boolean;
  /** Gone for good; nothing of the API finds it. */
  deleted: boolean;
  ticketId: string | null;
  /** Replies fail while the customer's channel cannot be reached. */
  reachable: boolean;
  messages: Message[];
}

export type ObjectType = 'contacts' | 'tickets' | 'companies';

export interface CrmObject {
  readonly type: ObjectType;
  readonly id: string;
  readonly createdAt: EpochMs;
  updatedAt: EpochMs;
  archived: boolean;
  properties: Record<string, string>;
}

export interface Association {
  readonly fromType: ObjectType;
  readonly fromId: string;
  readonly toType: ObjectType;
  readonly toId: string;
  readonly typeId: number;
}

/** Everything of a portal that outlives a restart. Plain JSON. */
export interface PortalState {
  nextId: number;
  threads: Thread[];
  objects: CrmObject[];
  associations: Association[];
  properties: Record<ObjectType, string[]>;
  effects: HubspotEffect[];
  app: { state: AppState; scopes: string[] };
}

/** `inactive`: its token is refused (401). `user-removed`: its user has left the account (403). */
export type AppState = 'active' | 'inactive' | 'user-removed';

/** One thing the portal executed because its API was asked to; fields as Intercom's `Effect`. */
export interface HubspotEffect {
  readonly workspace: string;
  /** Thread id, or `ticket-<id>` of a ticket without a thread; `null` for contacts and the like. */
  readonly conversation: string | null;
  readonly kind: string;
  /** SHA-256 (hex) of the message's text; of the ticket's `content`; `null` when there was none. */
  readonly bodyHash: string | null;
  /** Id of the message, ticket or contact; `null` for what makes none. */
  readonly partId: string | null;
  /** Actor in whose name it was done. */
  readonly adminId: string | null;
  readonly at: EpochMs;
}

/** One webhook event before the sender numbers it. `fields` follow the vendor's order. */
export interface PortalEvent {
  readonly subscriptionType: string;
  readonly occurredAt: EpochMs;
  /** The thread it is about, for faults and records; not sent. */
  readonly conversation: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What happened, in the words of the rule engine. */
export type Trigger =
  | 'new-thread'
  | 'incoming'
  | 'reply'
  | 'comment'
  | 'assign'
  | 'unassign'
  | 'close'
  | 'reopen'
  | 'new-ticket'
  | 'ticket-change'
  | 'other';

export interface Change {
  readonly trigger: Trigger;
  readonly by: By;
  readonly thread: Thread | null;
  readonly object: CrmObject | null;
  readonly events: readonly PortalEvent[];
}
