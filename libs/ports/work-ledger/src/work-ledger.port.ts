import type { EpochMs, PartitionKey } from '@deskstream/kernel';
import type { Offset } from '@deskstream/port-event-log';

/** One request of the log that outside work has to fulfil: a vendor call, a reasoning run, a timer. */
export interface WorkItem {
  /** Derived from the requesting event: the same request taken twice is one item. */
  readonly id: string;
  readonly key: PartitionKey;
  readonly workspace: string;
  /** Whose turn it is when much is due: what shares one budget. Default: the workspace. */
  readonly queue?: string;
  /** Within its queue. Default 0. An item that a more urgent one of its conversation waits for becomes as urgent. */
  readonly urgency?: Urgency;
  /** What is asked for, for status and metrics. Default: empty. */
  readonly kind?: string;
  /** Order within the conversation: `seq` of the requesting event. */
  readonly seq: number;
  readonly dueAt: EpochMs;
  /** JSON; what the performer needs. */
  readonly payload: unknown;
}

/** 0 goes first: somebody waits for it. */
export type Urgency = 0 | 1 | 2;

/** What may be claimed of one queue. */
export interface QueueTerms {
  readonly queue: string;
  /** Items in this claim; 0 holds the queue. */
  readonly atMost: number;
  /** Only items at least as urgent as this. */
  readonly leastUrgent: Urgency;
  /** The longest due first, whatever its urgency: said now and then, nothing starves. */
  readonly oldestFirst: boolean;
}

/** Open items of one queue and kind. */
export interface QueueAge {
  readonly workspace: string;
  readonly queue: string;
  readonly kind: string;
  readonly open: number;
  readonly oldestDueAt: EpochMs;
}

/** What happened with an item so far, oldest first. Written before and after each doubtful act. */
export interface JournalEntry {
  readonly at: EpochMs;
  /** `intent` is written, durably, before a call leaves; `attempt` after its answer (or its absence). */
  readonly kind: 'intent' | 'attempt' | 'read-back' | 'note';
  /** JSON; ids and codes, never secrets. Of a reasoning run also what its steps found (ADR 23). */
  readonly detail: unknown;
}

export interface ClaimedWork extends WorkItem {
  /** Fences this claim: every later write names it, and fails once the item was claimed by another. */
  readonly token: string;
  /** Counts claims, from 1. */
  readonly attempt: number;
  readonly journal: readonly JournalEntry[];
  /** The log asked to withdraw the request; it must not be begun any more. Holds the reason. */
  readonly recalled: string | null;
  /** Results of earlier finished items of the same group and conversation, oldest first. */
  readonly earlier: readonly unknown[];
}

export interface TakeOver {
  readonly group: string;
  readonly partition: number;
  readonly from: Offset;
  readonly to: Offset;
  readonly add: readonly WorkItem[];
  /** Ids to withdraw. An item without journal is still claimed once, so that its fate is reported. */
  readonly recall: readonly { readonly id: string; readonly because: string }[];
  /** Ids that are settled by the log itself (a cancelled timer): removed silently. */
  readonly drop: readonly string[];
}

export type Fenced = 'written' | 'lost';

/**
 * Durable outside work: taken over from the log together with the consumer's position in one
 * transaction; performed in order within a conversation and group, concurrently across conversations,
 * fairly across workspaces.
 */
export interface WorkLedger {
  /** `'stale'` when the checkpoint is not at `from`; then nothing was written. Known ids are ignored. */
  takeOver(step: TakeOver): Promise<'taken' | 'stale'>;
  checkpoint(group: string, partition: number): Promise<Offset>;
  /**
   * Due items, at most one per conversation and only its lowest unfinished `seq`; items held by a
   * live lease are left out. Round-robin across queues when more is due than `limit`; within a queue the
   * most urgent first, then the longest due. `terms` name the queues that have limits of their own.
   */
  claim(request: {
    group: string;
    now: EpochMs;
    limit: number;
    leaseMs: number;
    /** At most so many of a queue without terms. */
    perQueue?: number;
    terms?: readonly QueueTerms[];
  }): Promise<readonly ClaimedWork[]>;
  /** Durable when it resolves with `'written'`; it also renews the lease. `'lost'`: stop, another owns the item. */
  journal(claim: ClaimedWork, entry: JournalEntry, leaseUntil: EpochMs): Promise<Fenced>;
  /** Gives the item back, due again at `dueAt`. */
  postpone(claim: ClaimedWork, dueAt: EpochMs): Promise<Fenced>;
  /** Marks it finished with its result (JSON). Call it only after the outcome is durable in the log. */
  finish(claim: ClaimedWork, result: unknown, at: EpochMs): Promise<Fenced>;
  /** Earliest moment at which `claim` with these terms could return something; `null`: not before they change. */
  nextDue(group: string, terms?: readonly QueueTerms[]): Promise<EpochMs | null>;
  /**
   * Removes items that were finished before `before`, at most `limit`, and only where nothing of their
   * conversation and group is open, so that `earlier` of a claim is never shortened under it. Gives how many.
   *
   * Safe for exactly-once: the position moved with the take-over, so a record that was taken over is not
   * taken over again; and were it (a follower that starts from 0 on purpose), the repeated report has the
   * id of the first one, which the fold ignores, and a repeated vendor call reads back before it sends.
   */
  forget(request: { group: string; before: EpochMs; limit: number }): Promise<number>;
  /** For status and metrics. */
  stats(group: string): Promise<{ open: number; oldestDueAt: EpochMs | null }>;
  /** What is open by queue and kind, the longest due first. */
  ages(group: string): Promise<readonly QueueAge[]>;
}
