import type { EventRecord } from '@deskstream/contracts';
import type { Clock, EpochMs, Logger, Telemetry } from '@deskstream/kernel';
import type { Draft, EventLog } from '@deskstream/port-event-log';
import type {
  ClaimedWork,
  JournalEntry,
  Urgency,
  WorkItem,
  WorkLedger,
} from '@deskstream/port-work-ledger';

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

/** What may begin of one queue now. */
export interface Admitted {
  readonly atMost: number;
  /** Only items at least as urgent. */
  readonly leastUrgent: Urgency;
  /** When that may change by itself; `null`: it does not. */
  readonly until: EpochMs | null;
}

/** Limits of single queues, asked before every claim; it answers from memory. */
export interface Admission {
  /** Queues that have limits of their own now. */
  queues(): Iterable<string>;
  /** `running`: items of the queue under way in this process. */
  admit(queue: string, running: number): Admitted;
  /** For every queue of which nothing is known or under way. */
  readonly perQueue: number;
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
  /** Default: no limits. */
  readonly admission?: Admission;
  /** How long a stop lets work under way go on before it is aborted. Default 0. */
  readonly drainMs?: number;
  /** Items at a time in this process. Default 16. */
  readonly concurrency?: number;
  /** Default 30 000. */
  readonly leaseMs?: number;
  /** Longest pause between two looks into the ledger, for work that other replicas left. Default 1 000. */
  readonly pollMs?: number;
}
