import type { AuditParts } from '../audit';

export type TrialState = 'waiting' | 'running' | 'done' | 'stopped' | 'failed';

/** Long work over many items that survives a restart: a what-if over sessions, an evaluation over cases. */
export interface Trial {
  readonly id: string;
  readonly kind: 'what-if' | 'evaluation';
  readonly title: string;
  readonly total: number;
  readonly done: number;
  readonly state: TrialState;
  /** Why it failed. */
  readonly because: string | null;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
  /** The evaluation set that it plays. */
  readonly set: string | null;
}

/** What a kind of trial does, item after item. */
export interface TrialWork {
  /** Yields each item that is done, in any order; ends early when the signal aborts. */
  perform(
    parts: AuditParts,
    asked: unknown,
    left: readonly string[],
    signal: AbortSignal,
  ): AsyncIterable<{ readonly item: string; readonly result: object }>;
  /** Makes the outcome of all results. */
  conclude(asked: unknown, results: readonly object[], at: number): object;
}
