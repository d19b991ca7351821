import type {
  Conversation,
  ConversationSettings,
  RecordedEvent,
} from '@deskstream/conversation-domain';
import type { DeliveryView, Diagnosis } from '@deskstream/conversation-why';

export const BUNDLE_FORMAT = 'deskstream-session';
/** Counts up when an older viewer or loader could not read a newer file. */
export const BUNDLE_VERSION = 1;

/** One event as the log holds it. Hashes are those of the log, before redaction. */
export interface BundledEvent {
  readonly seq: number;
  readonly envelope: {
    readonly id: string;
    readonly subject: string;
    readonly correlationId: string;
    readonly causationId: string;
    readonly cause: string;
    readonly settingsVersion: number;
    readonly prevHash: string;
    readonly stateHash?: string;
    readonly traceparent?: string;
  };
  readonly event: RecordedEvent;
  readonly partition: number;
  readonly offset: number;
}

/** What is exported, as it is known. Times in milliseconds since the epoch. */
export interface Exported {
  /** Session key. */
  readonly session: string;
  readonly exportedAt: number;
  /** Oldest first, from the first on. */
  readonly events: readonly BundledEvent[];
  readonly chain: {
    /** `seq` gapless, hash chain whole, every recorded state equal to its fold. */
    readonly verifiedBeforeRedaction: boolean;
    /** What is broken, and where. */
    readonly broken: string | null;
  };
  readonly deliveries: readonly DeliveryView[];
  /** Rules of the session's help desk, no secrets: those that its events were decided under, and those in force now. */
  readonly settings: readonly {
    readonly version: number;
    readonly inForce: boolean;
    readonly rules: ConversationSettings;
  }[];
  readonly why: readonly Diagnosis[];
  /** What runs read in articles, by the event that recorded it; empty: not kept where it was exported. */
  readonly passages: readonly {
    readonly seq: number;
    readonly passages: readonly Readonly<Record<string, unknown>>[];
  }[];
}

/** How many different values of each kind were replaced. */
export type Replaced = Readonly<Record<string, number>>;

/** One session as one file. */
export interface Bundle extends Exported {
  readonly format: typeof BUNDLE_FORMAT;
  readonly version: typeof BUNDLE_VERSION;
  readonly vendor: string;
  /** `masked`: no message text is in the file, only its length. */
  readonly text: 'redacted' | 'masked';
  readonly replaced: Replaced;
  /** Folded from the events of this file. */
  readonly state: {
    readonly foldVersion: number;
    readonly seq: number;
    readonly conversation: Conversation;
  };
}

/** What a file holds, told before it is made. */
export interface BundleContents {
  readonly session: string;
  readonly events: number;
  readonly deliveries: number;
  readonly settingsVersions: readonly number[];
  /** Titles of what was found wrong. */
  readonly symptoms: readonly string[];
  readonly text: Bundle['text'];
  readonly replaced: Replaced;
  readonly verifiedBeforeRedaction: boolean;
}
