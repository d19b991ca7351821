import type { EventLog } from '@deskstream/port-event-log';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { WorkLedger } from '@deskstream/port-work-ledger';

/** The durable parts that a command works on: the log and what was derived from it. */
export interface Installation {
  /** `kafka` or `postgres`, for people to read. */
  readonly kind: string;
  readonly log: EventLog;
  readonly index: StreamIndex;
  readonly ledger: WorkLedger;
  /** PostgreSQL with the stream index, the ledger and audit's tables. */
  readonly databaseUrl: string;
  close(): Promise<void>;
}
