import type { InputData, InputType, RulesDraft } from '@deskstream/conversation-domain';
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
