import type { EvaluationSet, Expectation } from '@deskstream/conversation-what-if';
import { get, post, remove } from './client';
import type { Runners, Trial } from './what-if';

export type { EvaluationSet, Expectation } from '@deskstream/conversation-what-if';

export interface SetItem {
  readonly name: string;
  readonly cases: number;
  readonly createdAt: number;
}

export interface Figures {
  readonly at: number;
  readonly answerer: string;
  readonly cases: number;
  readonly passed: number;
  readonly by: Readonly<Record<string, readonly [number, number]>>;
  readonly failed: readonly string[];
}

export interface PlayedCase {
  readonly id: string;
  readonly session: string;
  readonly expected: Expectation;
  readonly found: string;
  readonly reply: string;
  readonly sources: readonly string[];
  readonly failures: readonly {
    readonly what: string;
    readonly expected: string;
    readonly found: string;
  }[];
}

export interface EvaluationRun extends Trial {
  readonly outcome: {
    readonly figures: Figures;
    readonly results: readonly PlayedCase[];
  } | null;
}

export interface SetRuns extends Runners {
  readonly runs: readonly Trial[];
  /** Of those that are done, the oldest first. */
  readonly figures: readonly { readonly id: string; readonly figures: Figures }[];
}

export interface NewCase {
  readonly session: string;
  readonly expect: Expectation;
  readonly id?: string;
  readonly note?: string;
  readonly cite?: readonly string[];
  readonly mustSay?: readonly string[];
  readonly mustNotSay?: readonly string[];
}

const path = (set: string): string => `/evaluation-sets/${encodeURIComponent(set)}`;

export const listSets = (): Promise<readonly SetItem[]> => get('/evaluation-sets');
export const readSet = (set: string): Promise<EvaluationSet> => get(path(set));
export const setPath = (set: string): string => `/api/v1${path(set)}`;
export const addCase = (
  set: string,
  added: NewCase,
): Promise<{ readonly id: string; readonly outcome: 'added' | 'replaced' }> =>
  post(`${path(set)}/cases`, { ...added, changedBy: 'console' });
/** What a set becomes by a file, in names of cases. */
export interface ImportEffect {
  readonly cases: number;
  readonly replaces: boolean;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Makes a set exactly what the file has; `null` as the reason: only tells what would change. */
export const importSet = (
  set: string,
  text: string,
  reason: string | null,
): Promise<ImportEffect> =>
  post(
    `${path(set)}/file`,
    reason === null ? { text } : { text, reason, dryRun: false, changedBy: 'console' },
  );
export const removeCase = (set: string, id: string): Promise<unknown> =>
  remove(`${path(set)}/cases/${encodeURIComponent(id)}`);
export const readRuns = (set: string): Promise<SetRuns> => get(`${path(set)}/runs`);
export const readRun = (set: string, id: string): Promise<EvaluationRun> =>
  get(`${path(set)}/runs/${id}`);
export const turnEvaluation = (
  set: string,
  id: string,
  to: 'stop' | 'resume',
): Promise<EvaluationRun> => post(`${path(set)}/runs/${id}/${to}`, {});
export const startEvaluation = (set: string, model: string): Promise<Trial> =>
  post(`${path(set)}/runs`, { model, changedBy: 'console' });
