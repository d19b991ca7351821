import type { EpochMs, PartitionKey } from '@deskstream/kernel';
import type { LogRecord } from '@deskstream/port-event-log';

/** One HTTP request of a vendor to ingress, as the vendor saw it. */
export interface HttpAttempt {
  readonly deliveryId: string;
  /** `unknown`: no answer came. */
  readonly status: number | 'unknown';
}

/** Something that the vendor's API carried out for us, as the vendor recorded it. */
export interface VendorEffect {
  readonly kind: 'reply' | 'note' | 'unassign' | 'assign' | 'tag' | 'close';
  readonly key: PartitionKey;
  /** Words of a reply or note, as plain text; the name of a tag. */
  readonly text: string;
  readonly at: EpochMs;
  readonly vendorMessageId?: string;
  /** What the vendor answered when it was last asked whose conversation it is; absent where nobody recorded that. */
  readonly lastOwnershipRead?: { readonly at: EpochMs; readonly withPerson: boolean } | null;
}

/** Two builds of one projection, and what the fold of the log says. */
export interface ProjectionDigests {
  readonly name: string;
  readonly kept: string;
  readonly rebuilt: string;
}

export interface Liveness {
  /** Open items of each work group at the end. */
  readonly openWork: Readonly<Record<string, number>>;
  /** Records that each consumer group has not read at the end. */
  readonly lag: Readonly<Record<string, number>>;
  /** Time from the last fault to rest; `null`: it never came to rest. */
  readonly settledAfterMs: EpochMs | null;
  readonly boundMs: number;
}

/**
 * What was seen from outside, after the system came to rest: the topics as an independent reader gave
 * them (oldest first within each partition), and the records of vendor and harness.
 */
export interface Observations {
  readonly webhooks: readonly LogRecord[];
  readonly inputs: readonly LogRecord[];
  readonly events: readonly LogRecord[];
  readonly deadLetters: readonly LogRecord[];
  readonly attempts: readonly HttpAttempt[];
  readonly effects: readonly VendorEffect[];
  readonly projections: readonly ProjectionDigests[];
  readonly liveness: Liveness;
  /** Differences between the vendor's clock and the log's that are no violation. Default 0. */
  readonly clockToleranceMs?: number;
}

export const PROPERTIES = {
  P1: 'every accepted delivery is in the log, and read from there',
  P2: 'one input per occurrence, one event per id',
  P3: 'each customer message has exactly one outcome',
  P4: 'each request is carried out at most once, and exactly once if reported delivered',
  P5: 'sequence gapless, hash chain whole',
  P6: 'no effect before its cause',
  P7: 'the fold gives what was recorded, twice',
  P8: 'everything settles within its bound',
  P9: 'nobody is talked over: ownership is read before each reply',
} as const;

export interface Violation {
  readonly property: keyof typeof PROPERTIES;
  /** Ids only; what is wrong, where. */
  readonly what: string;
}
