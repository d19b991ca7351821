import type { Definition, End } from '@deskstream/conversation-metrics';
import {
  CAUSES,
  causeFigure,
  DEFINITIONS,
  endFigure,
  ENDS,
} from '@deskstream/conversation-metrics';

/** Which rows of `session_metrics` are behind a figure that lists its conversations. */
export const BEHIND: Readonly<Record<string, string>> = {
  conversations: 'true',
  ...Object.fromEntries(ENDS.map((end) => [endFigure(end), endsAs(end)])),
  handed_off: "causes <> '{}'",
  ai_involved: 'ai_took_part',
  drafted: 'drafts > 0',
};

function endsAs(...ends: readonly End[]): string {
  return `ending in (${ends.map((end) => `'${end}'`).join(', ')})`;
}

const sum = (expression: string): string => `coalesce(sum(${expression}), 0)::float8`;
const share = (condition: string): string =>
  `count(*) filter (where ${condition})::float8 / nullif(count(*), 0)`;
const mean = (column: string): string => `round(avg(${column}))::float8`;
const percentiles = (name: string, column: string): Readonly<Record<string, string>> => ({
  [`${name}_p50_ms`]: `percentile_disc(0.5) within group (order by ${column})::float8`,
  [`${name}_p90_ms`]: `percentile_disc(0.9) within group (order by ${column})::float8`,
});

const COUNTED: Readonly<Record<string, string>> = {
  customer_messages: sum('customer_messages'),
  ai_replies: sum('ai_replies'),
  person_replies: sum('person_replies'),
  resolved_share: share(endsAs('resolved-ai', 'resolved-people')),
  resolved_ai_share: share(endsAs('resolved-ai')),
  assumed_ai_share: share(endsAs('assumed-ai')),
  handed_off_share: share("causes <> '{}'"),
  handoffs: sum('cardinality(causes)'),
  handoffs_failed: sum('handoffs_failed'),
  ...Object.fromEntries(
    CAUSES.map((cause) => [
      causeFigure(cause),
      sum(`cardinality(array_positions(causes, '${cause}'))`),
    ]),
  ),
  ...percentiles('first_response', 'response_ms'),
  ...percentiles('ai_response', 'ai_response_ms'),
  ...percentiles('handoff_response', 'handoff_response_ms'),
  ai_time_mean_ms: mean('ai_ms'),
  person_time_mean_ms: mean('person_ms'),
  nobody_time_mean_ms: mean('nobody_ms'),
  ai_involved_share: share('ai_took_part'),
  drafts: sum('drafts'),
  drafts_withheld: sum('drafts_withheld'),
};

const expressionOf = ({ name }: Definition): string => {
  const behind = BEHIND[name];
  return behind === undefined
    ? (COUNTED[name] ?? 'null')
    : `count(*) filter (where ${behind})::float8`;
};

/** Every figure as a column of its name. */
export const FIGURES = DEFINITIONS.map((each) => `${expressionOf(each)} as ${each.name}`).join(
  ',\n',
);
