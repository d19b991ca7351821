/** One figure beside its limit, both measured in the same run on the same machine. */
export interface BenchResult {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  /** What bare parts reach, or `null` when the figure has no limit of its own. */
  readonly limit: number | null;
  /** What `limit` is. */
  readonly against: string;
  /** The aim, for people to read: `≥ 0.8`. */
  readonly aim: string;
  /** `ours / limit`, or `limit / ours` where less is better. */
  readonly ratio: number | null;
  readonly detail?: string;
}

export const moreIsBetter = (
  result: Omit<BenchResult, 'ratio' | 'limit'> & { readonly limit: number },
): BenchResult => ({ ...result, ratio: result.ours / result.limit });

export const lessIsBetter = (
  result: Omit<BenchResult, 'ratio' | 'limit'> & { readonly limit: number },
): BenchResult => ({ ...result, ratio: result.limit / result.ours });

export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const renderResults = (results: readonly BenchResult[]): string =>
  [
    '| what | ours | limit | ratio | aim | against |',
    '| --- | ---: | ---: | ---: | --- | --- |',
    ...results.map(
      (r) =>
        `| ${r.name} | ${figure(r.ours)} ${r.unit} | ${r.limit === null ? '–' : `${figure(r.limit)} ${r.unit}`} | ${r.ratio === null ? '–' : r.ratio.toFixed(2)} | ${r.aim} | ${r.against}${r.detail === undefined ? '' : `; ${r.detail}`} |`,
    ),
  ].join('\n');

const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2);
