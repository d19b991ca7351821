import type { Check, ReplyChannel } from '@deskstream/conversation-domain';
import type { EpochMs } from '@deskstream/kernel';
import type { VendorConnection, VendorName } from './vendor.port';

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
  /** What `verify` and a look for missed messages call, to be told before it is done. */
  calls?(connection: VendorConnection): VendorCalls;
  /** Chats: for how long after its begin a customer can come back to one; absent: nobody knows. */
  readonly sessionMs?: number;
  verify(connection: VendorConnection, signal: AbortSignal): Promise<readonly ConnectionCheck[]>;
  /** Why a person's reply on a ticket reached the customer, or did not (S055–S059). Reads only, never throws. */
  checkReply?(
    question: ReplyQuestion,
    connection: VendorConnection,
    signal: AbortSignal,
  ): Promise<readonly Check[]>;
  /**
   * What the credentials alone tell, so that nobody need type it. Looks at `apiBaseUrl` and `accessToken` only. Reads
   * only, never throws, never shows a secret. Absent: this vendor has nothing to tell.
   */
  directory?(connection: VendorConnection, signal: AbortSignal): Promise<DeskDirectory>;
}

/** As in `GET /me`, in their order; all of them only read. */
export interface VendorCalls {
  readonly verify: readonly string[];
  readonly compare: readonly string[];
}

export type DeskDirectory =
  | {
      readonly kind: 'read';
      readonly account: DeskAccount;
      /** Whom the AI may speak as. */
      readonly teammates: readonly DeskTeammate[];
      /** Why `teammates` is empty although the credentials are taken; `null`: it is as told. */
      readonly problem: ConnectionCheck | null;
    }
  | { readonly kind: 'refused'; readonly check: ConnectionCheck };

/** As `externalWorkspaceId` and `appId` of a connection. */
export interface DeskAccount {
  readonly externalWorkspaceId: string;
  readonly appId?: string;
}

export interface DeskTeammate {
  /** As `aiTeammateId` of a connection. */
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** Why the AI cannot speak as this one; `null`: it can. */
  readonly unfit: string | null;
}

/** What is known here of a handoff; what the vendor knows is read. */
export interface ReplyQuestion {
  readonly ticket: string;
  /** Set at the handoff; empty: none. */
  readonly handoffTag: string;
  /** Topics that deliveries came in for. */
  readonly seenTopics: readonly string[];
  /** Host and path where deliveries arrive; `null`: none did. */
  readonly arrivingAt: string | null;
  /** The last word of a person on the ticket that the log has. */
  readonly reply: { readonly visibility: 'public' | 'note'; readonly evidence: string } | null;
  readonly channel: ReplyChannel | null;
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
