import type { Definition } from './definitions';
import type { Value } from './figures';
import type { Day, Interval } from './periods';

/** What is counted. Days are those of `timeZone`, both included. */
export interface MetricsFilter {
  readonly workspace: string | null;
  readonly vendor: string | null;
  readonly channel: string | null;
  readonly from: Day;
  readonly to: Day;
  readonly timeZone: string;
  readonly interval: Interval;
}

export interface Figure extends Definition {
  readonly total: Value;
  /** One for each period. */
  readonly values: readonly Value[];
}

export interface MetricsReport {
  readonly filter: MetricsFilter;
  /** First day of each. */
  readonly periods: readonly Day[];
  /** Causes of handoffs that did not occur are left out. */
  readonly figures: readonly Figure[];
}

/** A row a period and one for all of them, a column a figure. Shares from 0 to 1, times in milliseconds. */
export const csvOf = ({ periods, figures }: MetricsReport): string => {
  const rows = [
    ['period', ...figures.map(({ name }) => name)],
    ...periods.map((period, index) => [
      period,
      ...figures.map(({ values }) => cell(values[index] ?? null)),
    ]),
    ['total', ...figures.map(({ total }) => cell(total))],
  ];
  return rows.map((row) => `${row.join(',')}\r\n`).join('');
};

const cell = (value: Value): string => (value === null ? '' : String(value));
