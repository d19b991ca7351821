import type { CaseResult } from '@deskstream/conversation-what-if';

/** One evaluation, in figures that can be compared over time. */
export interface Figures {
  readonly at: number;
  readonly set: string;
  readonly answerer: string;
  readonly cases: number;
  readonly passed: number;
  /** Passed and all, by what was expected. */
  readonly by: Readonly<Record<string, readonly [passed: number, cases: number]>>;
  readonly failed: readonly string[];
}

export type PlayedCase = Omit<CaseResult, 'asks'>;

export const figuresOf = (
  results: readonly PlayedCase[],
  { at, set, answerer }: Pick<Figures, 'at' | 'set' | 'answerer'>,
): Figures => {
  const by: Record<string, [number, number]> = {};
  for (const { expected, failures } of results) {
    const counts = (by[expected] ??= [0, 0]);
    counts[0] += failures.length === 0 ? 1 : 0;
    counts[1] += 1;
  }
  const failed = results.filter(({ failures }) => failures.length > 0).map(({ id }) => id);
  const passed = results.length - failed.length;
  return { at, set, answerer, cases: results.length, passed, by, failed };
};
