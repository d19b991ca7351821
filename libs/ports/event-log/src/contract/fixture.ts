import type { EventLog } from '../event-log.port';

/** A log under test, alone in the world: no topics, no groups. */
export interface OpenedLog {
  /** Another process' view of the same log. Every view is closed by `close` at the latest. */
  log(): Promise<EventLog>;
  /**
   * Ends a process as SIGKILL would: nothing it awaits is finished, nobody is told, its sessions run
   * out. Without it the suite only stops answering in a handler, and waits for the session to run out.
   */
  crash?(log: EventLog): Promise<void>;
  /**
   * Makes the cluster believe that a process is gone while it goes on (SIGSTOP, a long pause): its
   * lanes go to others without it being told. Without it the zombie's tests are left out.
   */
  suspend?(log: EventLog): Promise<void>;
  /** A view that lets at most 64 KiB or 64 drafts wait in `publish`. Without it: no test of EVENT_LOG.FULL. */
  tiny?(): Promise<EventLog>;
  close(): Promise<void>;
}

export interface ContractOptions {
  /** Longest wait for any condition, in ms. Default 20 000; a rebalance on Kafka wants 60 000. */
  readonly patienceMs?: number;
  /** Larger than any record the log takes. Default 5 000 000 bytes. */
  readonly tooLargeBytes?: number;
}
