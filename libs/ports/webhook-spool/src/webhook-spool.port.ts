import type { EpochMs, PartitionKey } from '@deskstream/kernel';
import type { Draft } from '@deskstream/port-event-log';

export interface SpoolSize {
  readonly rows: number;
  /** Of values, headers and keys. */
  readonly bytes: number;
  /** When the oldest row came; `null` when nothing waits. */
  readonly oldestAt: EpochMs | null;
}

/** What one `drain` hands over at most; at least one row, however large. */
export interface DrainTerms {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Drafts that wait for the log, shared by many processes.
 *
 * Order: of two calls of `add`, one begun after the other resolved, the later one's rows leave later;
 * rows of one call leave in their order. Linear: what `add` made durable is seen by every `waiting` that
 * begins afterwards, in every process, until a `drain` removed it.
 */
export interface WebhookSpool {
  /**
   * Durable, all of them, when it resolves. Rejects with `SPOOL.FULL` (no room; nothing was stored) or
   * with a transient error of the store (whether they are stored is unknown).
   */
  add(drafts: readonly Draft[]): Promise<void>;
  /** Which of the keys have rows. */
  waiting(keys: readonly PartitionKey[]): Promise<ReadonlySet<PartitionKey>>;
  /**
   * Hands the oldest rows to `append` and removes them once it resolved; a rejection of `append` keeps
   * them and rejects. One process at a time: `'busy'` when another is at it. Gives how many were removed.
   * A process that dies meanwhile leaves the rows, and its turn ends.
   */
  drain(
    terms: DrainTerms,
    append: (oldest: readonly Draft[]) => Promise<unknown>,
  ): Promise<number | 'busy'>;
  size(): Promise<SpoolSize>;
}
