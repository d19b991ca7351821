import type { EventRecord } from '@deskstream/contracts';
import type { Clock, EpochMs, Logger, Telemetry } from '@deskstream/kernel';
import type { Draft, EventLog } from '@deskstream/port-event-log';
import type { ClaimedWork, JournalEntry, WorkItem, WorkLedger } from '@deskstream/port-work-ledger';

/** What one event asks of the ledger. */
export interface Selection {
  readonly add?: readonly WorkItem[];
  readonly recall?: readonly { readonly id: string; readonly because: string }[];
  readonly drop?: readonly string[];
}

export type Performed =
  /** `report` is published before the item is finished with `result` (JSON). */
  | { readonly kind: 'finished'; readonly report: readonly Draft[]; readonly result: unknown }
  | { readonly kind: 'postponed'; readonly dueAt: EpochMs }
  /** Another process owns the item now; say and do nothing. */
  | { readonly kind: 'lost' };

export interface Tools {
  /** Aborted when the service stops or the lease nears its end. */
  readonly signal: AbortSignal;
  /** The service is stopping; an abort then says nothing about the work. */
  stopping(): boolean;
  /** End of the lease as it was claimed. */
  readonly leaseUntil: EpochMs;
  /** Durable when it says `written`; renews the lease. */
  journal(kind: JournalEntry['kind'], detail: unknown): Promise<'written' | 'lost'>;
}

export interface WorkOptions {
  /** Consumer group and ledger group, `<service>.<purpose>`. */
  readonly group: string;
  readonly log: EventLog;
  readonly ledger: WorkLedger;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  /** Pure. */
  select(record: EventRecord): Selection;
  /** May throw: the item is then due again after a back-off. */
  perform(claim: ClaimedWork, tools: Tools): Promise<Performed>;
  /** Items at a time in this process. Default 16. */
  readonly concurrency?: number;
  /** Default 30 000. */
  readonly leaseMs?: number;
  /** Longest pause between two looks into the ledger, for work that other replicas left. Default 1 000. */
  readonly pollMs?: number;
}
