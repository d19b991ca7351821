import type { Assignee } from '@deskstream/conversation-domain';
import type { EpochMs } from '@deskstream/kernel';
import type { CanonicalFact, VendorConnection, VendorName } from './vendor.port';

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
