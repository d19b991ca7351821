import type { Assignee, InputData, InputType, RulesDraft } from '@deskstream/conversation-domain';
import type { EpochMs } from '@deskstream/kernel';

export type VendorName = 'intercom' | 'hubspot' | 'front' | 'web-chat';

/** How to reach and trust one workspace's help desk. Secrets never reach a log line or an event. */
export interface VendorConnection {
  readonly workspace: string;
  readonly vendor: VendorName;
  /** Base URL of the vendor's API, so that any stand-in can take its place. */
  readonly apiBaseUrl: string;
  readonly accessToken: string;
  /** Secrets that may sign webhooks; several during a rotation. */
  readonly signingSecrets: readonly string[];
  /** Vendor id of the admin or teammate that the AI posts as and is assigned to. */
  readonly aiTeammateId: string;
  /** The vendor's name for the workspace (Intercom `app_id`, HubSpot portal, Front `cmp_…`); checked when it is set. */
  readonly externalWorkspaceId?: string;
  /** Address that the vendor posts webhooks to, as it is configured there; signed by HubSpot. */
  readonly publicWebhookUrl?: string;
  /** HubSpot: the app id that marks our own messages. */
  readonly appId?: string;
  /** Rules that differ from the workspace's for conversations of this vendor. */
  readonly rules?: RulesDraft;
}

/** An HTTP request as it arrived. `headers` has lower-case names; `body` is the raw bytes. */
export interface WebhookRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

export type Verification =
  | { readonly kind: 'genuine' }
  /** `code` is stable (`SIGNATURE.MISSING`, `.SCHEME`, `.MISMATCH`, `.STALE`); `detail` says what to do. */
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

/** One occurrence told by a request; HubSpot sends many in one. */
export interface Delivery {
  /** The vendor's id of this notification, or a hash of its bytes where it has none. */
  readonly deliveryId: string;
  readonly vendorTopic: string;
  /** Attempt as the vendor counts it, from 1; 1 when it does not say. */
  readonly attempt: number;
  /** `null`: not about one conversation (contacts, companies). */
  readonly conversation: string | null;
  /** The bytes to keep: the request's own body when it holds one delivery. */
  readonly body: Uint8Array;
}

export interface DroppedDelivery {
  readonly code: 'TOPIC.UNKNOWN' | 'WORKSPACE.MISMATCH' | 'BODY.SHAPE';
  readonly vendorTopic: string;
  readonly deliveryId: string;
}

export type Reception =
  | {
      readonly kind: 'deliveries';
      readonly deliveries: readonly Delivery[];
      /** Parts of a batch that cannot be kept; the others are. Acknowledged and counted. */
      readonly dropped?: readonly DroppedDelivery[];
    }
  /** A validation request (Intercom `ping`, Front challenge): answer it, keep nothing. */
  | { readonly kind: 'validation'; readonly contentType: string; readonly answer: string }
  | { readonly kind: 'unknown-topic'; readonly vendorTopic: string; readonly deliveryId: string }
  /** Genuine but unusable. `code`: `BODY.NOT_JSON`, `BODY.SHAPE`, `BODY.TOO_DEEP`, `WORKSPACE.MISMATCH`. */
  | { readonly kind: 'malformed'; readonly code: string; readonly detail: string };

/** A fact derived from one delivery, before it has an input id. */
export type CanonicalFact = {
  [K in InputType]: {
    readonly type: K;
    readonly data: InputData<K>;
    /** Names the real-world occurrence (vendor message or part id and kind), never the notification. */
    readonly identity: string;
  };
}[InputType];

/** Webhook → canonical. Pure: no I/O, no clock. One per vendor. */
export interface VendorWebhooks {
  readonly vendor: VendorName;
  /** Over the raw bytes, in constant time, before anything is parsed. */
  verify(request: WebhookRequest, connection: VendorConnection, now: EpochMs): Verification;
  receive(request: WebhookRequest, connection: VendorConnection): Reception;
  /** What a stored delivery says, possibly nothing. Lenient: unknown fields and nulls never throw. */
  interpret(
    delivery: { readonly vendorTopic: string; readonly body: Uint8Array },
    connection: VendorConnection,
  ): readonly CanonicalFact[];
}

/** What the log asks a vendor to do. A vendor without such a thing rejects it: `VENDOR.UNSUPPORTED`. */
export type VendorCommand =
  | { readonly kind: 'reply'; readonly conversation: string; readonly text: string }
  /** Seen by teammates only. */
  | { readonly kind: 'note'; readonly conversation: string; readonly text: string }
  | { readonly kind: 'unassign'; readonly conversation: string }
  | {
      readonly kind: 'assign';
      readonly conversation: string;
      readonly to: Extract<Assignee, { readonly kind: 'teammate' | 'team' }>;
    }
  /** A tag that does not exist is made. */
  | { readonly kind: 'tag'; readonly conversation: string; readonly tag: string }
  /** Intercom close, Front archive, HubSpot thread status. */
  | { readonly kind: 'close'; readonly conversation: string }
  /** Everything the thread holds since `since` (0: all); comes back as `facts`. */
  | { readonly kind: 'read'; readonly conversation: string; readonly since: EpochMs }
  /** The customer and their companies; comes back as a `ProfileRead` fact. */
  | {
      readonly kind: 'read-profile';
      readonly conversation: string;
      readonly contactId: string;
      readonly companies: 'off' | 'first' | 'all';
    }
  /** Finds the contact by email or creates it; comes back as `vendorMessageId`. */
  | {
      readonly kind: 'ensure-contact';
      readonly conversation: string;
      readonly email: string;
      readonly name?: string;
    }
  /** A ticket with its associations; its id comes back as `vendorMessageId`. */
  | {
      readonly kind: 'ticket';
      readonly conversation: string;
      readonly subject: string;
      readonly content: string;
      readonly contactId?: string;
      readonly ownerId?: string;
      readonly tag?: string;
    }
  | {
      readonly kind: 'update-ticket';
      readonly conversation: string;
      readonly ticketId: string;
      readonly content: string;
    };

/** What a vendor's rate-limit headers said: calls left until `resetsAt` (ms). */
export interface RateBudget {
  readonly limit: number;
  readonly remaining: number;
  readonly resetsAt: EpochMs;
}

export type CallResult =
  | {
      readonly kind: 'done';
      /** Vendor id of the message, note, contact or ticket that stands there now. */
      readonly vendorMessageId?: string;
      readonly vendorAt?: EpochMs;
      /** What a read found, oldest first; the same facts as webhooks would have told. */
      readonly facts?: readonly CanonicalFact[];
      /** The vendor holds more than was read. */
      readonly truncated?: boolean;
      readonly budget?: RateBudget;
    }
  /** A definite no that will not change (4xx); never repeated. */
  | {
      readonly kind: 'rejected';
      readonly code: string;
      readonly status: number;
      readonly detail: string;
    }
  /** Not executed; `retryAt` from `Retry-After` or the rate-limit headers. */
  | { readonly kind: 'throttled'; readonly retryAt: EpochMs | null }
  /** Surely not executed (the connection was never made). */
  | { readonly kind: 'unreachable'; readonly because: string }
  /** May or may not have been executed (timeout, reset, 5xx): read back before any repeat. */
  | { readonly kind: 'unknown'; readonly because: string; readonly status?: number };

export type ReadBack =
  | { readonly kind: 'found'; readonly vendorMessageId?: string; readonly vendorAt?: EpochMs }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly because: string; readonly retryAt: EpochMs | null };

export type Ownership =
  | {
      readonly kind: 'known';
      readonly assignee: Assignee;
      readonly asOf: EpochMs;
      readonly open: boolean;
      /** Who changed the assignment last, when the vendor tells. */
      readonly assignedBy?: string;
    }
  | { readonly kind: 'gone'; readonly because: string }
  | { readonly kind: 'unreadable'; readonly because: string; readonly retryAt: EpochMs | null };

/**
 * Canonical → vendor API. Implementers make at most one write per `perform` (reads before it are
 * allowed), each request with a timeout, and never repeat a write by themselves; deciding about
 * repeats is the dispatcher's.
 */
export interface VendorApi {
  readonly vendor: VendorName;
  /** `commandId`, the same for every repeat, is for the vendor that takes an idempotency key. */
  perform(
    command: VendorCommand,
    connection: VendorConnection,
    signal: AbortSignal,
    commandId?: string,
  ): Promise<CallResult>;
  /**
   * Looks for the effect of an attempt begun at `since`. Messages in `exclude` belong to other
   * commands and do not count.
   */
  readBack(
    command: VendorCommand,
    connection: VendorConnection,
    attempt: {
      readonly since: EpochMs;
      readonly exclude: readonly string[];
      readonly commandId?: string;
    },
    signal: AbortSignal,
  ): Promise<ReadBack>;
  ownership(
    conversation: string,
    connection: VendorConnection,
    signal: AbortSignal,
  ): Promise<Ownership>;
}

/** One named check of a connection. `code` is stable, as in `INTERCOM.TOKEN_REVOKED`; `fix` says what to do. */
export interface ConnectionCheck {
  readonly name: string;
  readonly result: 'ok' | 'warning' | 'failed';
  readonly code?: string;
  readonly expected: string;
  readonly found: string;
  readonly fix?: string;
}

/** Is this connection good? Reads only, never throws, never shows a secret (S004, S041, S068). */
export interface VendorVerification {
  readonly vendor: VendorName;
  /** Vendor topics that the workspace must subscribe to, as deliveries name them. */
  readonly requiredTopics: readonly string[];
  verify(connection: VendorConnection, signal: AbortSignal): Promise<readonly ConnectionCheck[]>;
}

export type RecentConversations =
  | {
      readonly kind: 'read';
      readonly conversations: readonly {
        readonly conversation: string;
        readonly updatedAt: EpochMs;
      }[];
      /** More changed than was read; ask again with an earlier `until`. */
      readonly truncated: boolean;
    }
  | { readonly kind: 'unreadable'; readonly because: string; readonly retryAt: EpochMs | null };

/** What changed lately at the vendor, for the gap finder; costs little of the rate budget. */
export interface VendorFeed {
  readonly vendor: VendorName;
  recent(
    connection: VendorConnection,
    range: { readonly since: EpochMs; readonly until: EpochMs },
    signal: AbortSignal,
  ): Promise<RecentConversations>;
}
