import type { Day, MetricsFilter, MetricsReport, Value } from '@deskstream/conversation-metrics';
import { CAUSES, causeFigure, DEFINITIONS, periodsOf } from '@deskstream/conversation-metrics';
import type { DataSource } from 'typeorm';
import { BEHIND, FIGURES } from './figures.sql';

/** One conversation behind a figure. Times and durations in milliseconds. */
export interface ConversationBehind {
  readonly key: string;
  readonly workspace: string;
  readonly vendor: string;
  readonly channel: string | null;
  readonly askedAt: number;
  readonly ending: string;
  readonly responseMs: number | null;
  readonly causes: readonly string[];
}

export interface ConversationsBehind {
  readonly items: readonly ConversationBehind[];
  readonly next: string | null;
}

type Row = Readonly<Record<string, Value>> & { readonly period: Day | null };

/** Counted by PostgreSQL in one pass: each period, and all of them together. */
export const readMetrics = async (
  dataSource: DataSource,
  filter: MetricsFilter,
): Promise<MetricsReport> => {
  const rows = await dataSource.query<Row[]>(
    `select period, ${FIGURES}
     from (select m.*, to_char(
             date_trunc($7, to_timestamp(asked_at / 1000.0) at time zone $6), 'YYYY-MM-DD'
           ) as period from session_metrics m where ${CHOSEN}) as chosen
     group by grouping sets ((period), ())`,
    [...valuesOf(filter), filter.interval],
  );
  const periods = periodsOf(filter.from, filter.to, filter.interval);
  const byPeriod = new Map(rows.map((row) => [row.period, row]));
  const valueOf = (period: Day | null, { name, unit }: (typeof DEFINITIONS)[number]): Value =>
    byPeriod.get(period)?.[name] ?? (unit === 'count' ? 0 : null);
  const figures = DEFINITIONS.map((definition) => ({
    ...definition,
    total: valueOf(null, definition),
    values: periods.map((period) => valueOf(period, definition)),
  }));
  return {
    filter,
    periods,
    figures: figures.filter(({ name, total }) => total !== 0 || !CAUSE_FIGURES.has(name)),
  };
};

/** The latest first. `null`: the figure lists no conversations. */
export const conversationsBehind = async (
  dataSource: DataSource,
  filter: MetricsFilter,
  page: { readonly figure: string; readonly cursor?: string; readonly limit: number },
): Promise<ConversationsBehind | null> => {
  const condition = BEHIND[page.figure];
  if (condition === undefined) return null;
  const [at, key] = cursorOf(page.cursor);
  const rows = await dataSource.query<ConversationBehind[]>(
    `select key, workspace, vendor, channel, asked_at::float8 as "askedAt", ending,
       response_ms::float8 as "responseMs", causes
     from session_metrics
     where ${CHOSEN} and ${condition}
       and ($7::bigint is null or (asked_at, key) < ($7, $8))
     order by asked_at desc, key desc limit $9`,
    [...valuesOf(filter), at, key, page.limit + 1],
  );
  const items = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? items.at(-1) : undefined;
  return { items, next: last === undefined ? null : `${last.askedAt}:${last.key}` };
};

/** Days begin and end by the clock of the time zone, also when it changes. */
const CHOSEN = `
  ($1::text is null or workspace = $1)
  and ($2::text is null or vendor = $2)
  and ($3::text is null or channel = $3)
  and asked_at >= (extract(epoch from $4::date::timestamp at time zone $6) * 1000)::bigint
  and asked_at < (extract(epoch from ($5::date + 1)::timestamp at time zone $6) * 1000)::bigint`;

const valuesOf = ({ workspace, vendor, channel, from, to, timeZone }: MetricsFilter) => [
  ...[workspace, vendor, channel],
  ...[from, to, timeZone],
];

const CAUSE_FIGURES: ReadonlySet<string> = new Set(CAUSES.map(causeFigure));

/** A cursor that nobody gave out starts at the first page. */
const cursorOf = (cursor = ''): readonly [string | null, string | null] => {
  const [, at = null, key = null] = /^(\d{1,15}):(.+)$/s.exec(cursor) ?? [];
  return [at, key];
};
