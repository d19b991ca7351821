import type { EpochMs, PartitionKey } from '@deskstream/kernel';

/** A logical topic name from the catalogue in `@deskstream/contracts`; adapters may prefix it. */
export type Topic = string;

/** Next record to read, or position of one record. A safe integer; gaps are allowed. */
export type Offset = number;

/** Lower-case names; values are UTF-8 text. */
export type Headers = Readonly<Record<string, string>>;

/** A record that is not in the log yet. The adapter derives the partition from the key alone. */
export interface Draft {
  readonly topic: Topic;
  readonly key: PartitionKey;
  readonly headers: Headers;
  /** Bytes are kept exactly. `null` is a tombstone on compacted topics. */
  readonly value: Uint8Array | null;
}

export interface Position {
  readonly topic: Topic;
  readonly partition: number;
  readonly offset: Offset;
}

export interface LogRecord extends Draft, Position {
  readonly timestamp: EpochMs;
}

/** One assigned partition, owned by this process until `signal` aborts. */
export interface Lane {
  readonly group: string;
  readonly topic: Topic;
  readonly partition: number;
  /** Committed position of the group, read *after* the fence is up. 0 when the group never committed. */
  readonly committed: Offset;
  /** Aborted when the lane is lost (rebalance, fence, stop). Work of a lost lane must be dropped. */
  readonly signal: AbortSignal;
}

/** How a group handles the records of one lane, one batch at a time. */
export interface LaneHandler {
  /** Where to start when the position is kept outside the log (followers). Defaults to `lane.committed`. */
  readonly from?: Offset;
  /**
   * Returns what to append. The appends and the position after the last record of `batch` commit
   * atomically: all or nothing, and only while this process owns the lane. A throw commits nothing,
   * closes the lane and opens it again after a back-off, so memory of a lane is never ahead of the log.
   * Never await an AI or a vendor in here.
   */
  handle(batch: readonly LogRecord[]): Promise<readonly Draft[]>;
  close?(): Promise<void>;
}

export interface ProcessOptions {
  /** Consumer group, `<service>.<purpose>`. */
  readonly group: string;
  readonly topic: Topic;
  /**
   * `transactional` (default): appends and position commit in one fenced transaction.
   * `follower`: the handler appends nothing and keeps its position itself (see `from`); the group's
   * position is still committed afterwards, as a hint that makes lag visible.
   */
  readonly mode?: 'transactional' | 'follower';
  /** Records handed over at once, at most. Default 200. */
  readonly maxBatch?: number;
  /**
   * Called for each partition this process is given, after the former owner was fenced off and before
   * the first record. May be delayed until the lane has its first record.
   */
  openLane(lane: Lane): Promise<LaneHandler>;
  /** Told of every failure that closed a lane; the adapter goes on by itself. */
  onLaneError?(error: unknown, lane: { topic: Topic; partition: number }): void;
  /** Told when this process is through with a partition that was taken from it or that it gave up. */
  onLaneEnded?(lane: { topic: Topic; partition: number }): void;
}

/** A running consumer. */
export interface Processing {
  /** Partitions owned now, with the next position to read. */
  lanes(): readonly { partition: number; next: Offset }[];
  /** Resolves when the first assignment is known. */
  ready(): Promise<void>;
  /** Graceful: no new batches, running ones finish and commit, lanes close, the group is left. */
  stop(): Promise<void>;
}

export interface PartitionEnds {
  readonly partition: number;
  /** First offset still stored. */
  readonly start: Offset;
  /** Offset that the next committed record will have, at least. */
  readonly end: Offset;
}

/**
 * An ordered, durable log of keyed records. One contract suite proves every adapter
 * (`event-log.contract.ts`).
 *
 * Adapters guarantee: records with one key keep the order in which `publish` was called or a batch
 * was returned; no reader sees a record of an uncommitted or aborted step; of two processes that
 * believe they own a lane only one can commit. They leave to others: recognising duplicates (ids are
 * derived, the fold ignores known ones), decoding, retrying what is not transient.
 */
export interface EventLog {
  /**
   * Resolves when all drafts are durable (acks = all / committed), with their positions in order.
   * Rejects with `EVENT_LOG.UNAVAILABLE` (transient; whether they are stored is unknown),
   * `EVENT_LOG.FULL` (back-pressure: too much waits already; nothing was stored) or
   * `EVENT_LOG.TOO_LARGE` (never stored). Many callers at once share a batch.
   */
  publish(drafts: readonly Draft[]): Promise<readonly Position[]>;
  process(options: ProcessOptions): Promise<Processing>;
  /** Committed records of one partition in `[from, to)`, oldest first, without joining a group. */
  readTopic(range: {
    topic: Topic;
    partition: number;
    from: Offset;
    to: Offset;
  }): AsyncIterable<LogRecord>;
  /** Every partition of a topic. `EVENT_LOG.UNKNOWN_TOPIC` when it does not exist. */
  ends(topic: Topic): Promise<readonly PartitionEnds[]>;
  /** Position committed by a group for each partition (0 = none), for lag and status. */
  committed(group: string, topic: Topic): Promise<readonly { partition: number; next: Offset }[]>;
  /** Creates missing topics; refuses a topic whose partition count differs (`EVENT_LOG.PARTITIONS_DIFFER`). */
  provision(topics: readonly TopicSpec[]): Promise<void>;
  close(): Promise<void>;
}

export interface TopicSpec {
  readonly topic: Topic;
  readonly partitions: number;
  readonly cleanup: 'keep' | 'compact' | { readonly deleteAfterMs: number };
}
