import type { MetricsReport } from '@deskstream/conversation-metrics';
import { Behind } from './behind';
import { told } from './format';

/** The figure in large, and the one that says how many it is. */
const TILES: readonly (readonly [name: string, beside?: string])[] = [
  ['conversations'],
  ['resolved_share'],
  ['resolved_ai_share', 'resolved_ai'],
  ['assumed_ai_share', 'assumed_ai'],
  ['handed_off_share', 'handed_off'],
  ['first_response_p50_ms'],
  ['first_response_p90_ms'],
  ['ai_involved_share', 'ai_involved'],
];

/** What most people came for. */
export const Headline = ({ report, query }: { report: MetricsReport; query: string }) => {
  const figureOf = (name: string | undefined) =>
    report.figures.find((figure) => figure.name === name);
  return (
    <ul className="metrics-tiles" aria-label="Most asked for">
      {TILES.map(([name, beside]) => {
        const figure = figureOf(name);
        const count = figureOf(beside);
        return figure === undefined ? null : (
          <li key={name}>
            <h2>{figure.title}</h2>
            <p className="metrics-value">
              <Behind figure={figure} query={query}>
                {told(figure.total, figure.unit)}
              </Behind>
              {count !== undefined && (
                <small>
                  <Behind figure={count} query={query}>
                    {told(count.total, count.unit)}
                  </Behind>{' '}
                  of {told(figureOf('conversations')?.total ?? null, 'count')}
                </small>
              )}
            </p>
            <p className="muted">{figure.definition}</p>
          </li>
        );
      })}
    </ul>
  );
};
