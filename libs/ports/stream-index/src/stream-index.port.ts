import type { EpochMs, PartitionKey } from '@deskstream/kernel';
import type { LogRecord, Offset } from '@deskstream/port-event-log';

/** One event of a conversation as it stands in `conversation-events`, with its place there. */
export interface IndexedRecord {
  readonly seq: number;
  readonly eventId: string;
  readonly record: LogRecord;
}

/** A row to be written; what the index needs is read from the envelope headers by the caller. */
export interface IndexRow extends IndexedRecord {
  readonly key: PartitionKey;
  readonly type: string;
  readonly at: EpochMs;
}

/**
 * Finds the events of one conversation without scanning a partition. A disposable copy of the log:
 * it may lag behind, never lead, and can be rebuilt at any time.
 *
 * Implementers guarantee that rows and checkpoint move in one transaction and that a row is written
 * once per (key, seq); a second follower of the same partition loses.
 */
export interface StreamIndex {
  /**
   * Appends rows and moves the checkpoint from `from` to `to`. `'stale'` when the checkpoint is not
   * at `from`: somebody else wrote meanwhile, nothing was written, start again from `checkpoint`.
   */
  write(step: {
    partition: number;
    from: Offset;
    to: Offset;
    rows: readonly IndexRow[];
  }): Promise<'written' | 'stale'>;
  /** Next offset to be indexed; 0 at first. */
  checkpoint(partition: number): Promise<Offset>;
  /** Oldest first, from `fromSeq` (first event has seq 1). Reads on demand, in pages. */
  readStream(key: PartitionKey, fromSeq?: number): AsyncIterable<IndexedRecord>;
  /** Forgets rows and checkpoints, of one partition or of all, for a rebuild. */
  reset(partition?: number): Promise<void>;
}
