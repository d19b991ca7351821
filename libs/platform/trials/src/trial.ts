import type { Clock, Logger } from '@deskstream/kernel';
import type { RunningSettings } from '@deskstream/platform-settings';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { Answering } from './answering';

export type TrialKind = 'what-if' | 'evaluation';
export type TrialState = 'waiting' | 'running' | 'done' | 'stopped' | 'failed';

/** Long work over many items that survives a restart: a what-if over sessions, an evaluation over cases. */
export interface Trial {
  readonly id: string;
  readonly kind: TrialKind;
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

/** What trials read from, and who answers in them. */
export interface TrialParts {
  readonly index: StreamIndex;
  readonly settings: Pick<RunningSettings, 'at' | 'current'>;
  readonly answering: Answering;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Sessions or cases that are at work together. */
  readonly itemsAtATime: number;
}

export interface DoneItem {
  readonly item: string;
  readonly result: object;
}

/** What a kind of trial does, item after item. */
export interface TrialWork {
  /** Yields each item that is done, in any order; ends early when the signal aborts. */
  perform(
    parts: TrialParts,
    asked: unknown,
    left: readonly string[],
    signal: AbortSignal,
  ): AsyncIterable<DoneItem>;
  /** Makes the outcome of all results. */
  conclude(asked: unknown, results: readonly object[], at: number): object;
}
