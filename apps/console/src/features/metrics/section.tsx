import type { Figure, Group, MetricsReport } from '@deskstream/conversation-metrics';
import { GROUPS } from '@deskstream/conversation-metrics';
import { useState } from 'react';
import { Segments } from '../../ui/segments';
import type { Shape } from './chart';
import { Chart, toneOf } from './chart';
import { FigureTable } from './figure-table';
import { told } from './format';
import { Behind } from './behind';

const VIEWS = [
  ['chart', 'Chart'],
  ['table', 'Table'],
] as const;

/** What is drawn of each group; its table has everything. */
const DRAWN: Readonly<Record<Group, { readonly shape: Shape; readonly draws: RegExp }>> = {
  volume: { shape: 'stack', draws: /^conversations$/ },
  ends: { shape: 'stack', draws: /^(resolved|assumed|closed|open)_[a-z]+(?<!_share)$/ },
  handoffs: { shape: 'stack', draws: /^handoffs_(?!failed$)/ },
  response: { shape: 'lines', draws: /_p50_ms$/ },
  time: { shape: 'stack', draws: /_mean_ms$/ },
  involvement: { shape: 'lines', draws: /_share$/ },
  drafts: { shape: 'stack', draws: /^drafts/ },
};

/** One group: its chart or its table, and what each figure means. */
export const Section = ({
  group,
  report,
  query,
}: {
  group: Group;
  report: MetricsReport;
  query: string;
}) => {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const figures = report.figures.filter((figure) => figure.group === group);
  const { shape, draws } = DRAWN[group];
  const drawn = figures.filter(({ name }) => draws.test(name));
  const { periods } = report;
  const table = <FigureTable name={GROUPS[group]} periods={periods} figures={figures} />;
  return (
    <section className="metrics-section" aria-labelledby={`metrics-${group}`}>
      <div className="metrics-section-head">
        <h2 id={`metrics-${group}`}>{GROUPS[group]}</h2>
        <Segments
          label={`${GROUPS[group]}, shown as`}
          options={VIEWS}
          chosen={view}
          choose={setView}
        />
      </div>
      {view === 'chart' ? (
        <>
          <Chart shape={shape} periods={periods} figures={drawn} />
          <div className="visually-hidden">{table}</div>
        </>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={`${GROUPS[group]}, table`}>
          {table}
        </div>
      )}
      <dl className="metrics-figures">
        {figures.map((figure) => (
          <Meaning
            key={figure.name}
            figure={figure}
            tone={drawn.includes(figure) ? toneOf(drawn.indexOf(figure)) : null}
            query={query}
          />
        ))}
      </dl>
    </section>
  );
};

const Meaning = ({
  figure,
  tone,
  query,
}: {
  figure: Figure;
  tone: string | null;
  query: string;
}) => (
  <div className="metrics-figure">
    <dt>
      {tone !== null && <span className={`swatch chart-${tone}`} />}
      {figure.title}
    </dt>
    <dd>
      <strong>
        <Behind figure={figure} query={query}>
          {told(figure.total, figure.unit)}
        </Behind>
      </strong>
      <small>{figure.definition}</small>
    </dd>
  </div>
);
