import type { LogRecord, Offset } from '@deskstream/port-event-log';

/** What the `settings` topic holds between two offsets of a partition. */
export interface CopiedRange {
  readonly partition: number;
  readonly from: Offset;
  /** Exclusive. */
  readonly to: Offset;
  /** The last of each key in it that was not removed since. They take the place of older ones of their keys. */
  readonly records: readonly LogRecord[];
  /** Keys that were removed in it, wherever their records stand. */
  readonly removed: readonly string[];
}

/**
 * The records of the `settings` topic at a second place, so that a service can start while the log is
 * away. Secrets stay sealed as they are in the log.
 */
export interface SettingsCopy {
  /** In the order of the log; empty when nothing was kept yet. */
  load(): Promise<readonly LogRecord[]>;
  /** Replaces what the copy has of the range. Harmless when repeated or done by several processes. */
  keep(range: CopiedRange): Promise<void>;
}
