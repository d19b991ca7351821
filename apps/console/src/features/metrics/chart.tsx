import type { Figure } from '@deskstream/conversation-metrics';
import { Axes } from './axes';
import { EDGE, HEIGHT, ticksTo, timesAround, useWidth } from './chart-space';
import { dayTold, told } from './format';

export type Shape = 'stack' | 'lines';

interface Drawn {
  readonly periods: readonly string[];
  readonly figures: readonly Figure[];
}

/** For the eye alone: the table beside it says the same. */
export const Chart = ({ shape, ...drawn }: Drawn & { shape: Shape }) => {
  const { ref, width } = useWidth();
  const Shaped = shape === 'stack' ? Stack : Lines;
  return (
    <div ref={ref} className="chart">
      {width > 0 && (
        <svg width={width} height={HEIGHT} aria-hidden="true">
          <Shaped {...drawn} width={width} />
        </svg>
      )}
    </div>
  );
};

const spaceOf = (width: number, count: number) => {
  const step = (width - EDGE.left - EDGE.right) / Math.max(1, count);
  return { step, x: (index: number) => EDGE.left + step * (index + 0.5) };
};
const tall = HEIGHT - EDGE.top - EDGE.bottom;

/** One bar a period, its parts on each other. */
const Stack = ({ periods, figures, width }: Drawn & { width: number }) => {
  const sums = periods.map((_, at) =>
    figures.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
  );
  const unit = figures[0]?.unit ?? 'count';
  const ticks = ticksTo(Math.max(...sums, 0), unit === 'count');
  const y = (value: number) => EDGE.top + tall * (1 - value / (ticks.at(-1) ?? 1));
  const { step, x } = spaceOf(width, periods.length);
  const bar = Math.max(2, Math.min(48, step * 0.7));
  return (
    <>
      <Axes {...{ width, ticks, y, periods, x }} name={(tick) => told(tick, unit)} />
      {periods.map((period, at) => (
        <g key={period}>
          <title>{tipOf(period, figures, at)}</title>
          {partsOf(figures, at).map(({ name, from, to, tone }) => (
            <rect
              key={name}
              className={`chart-${tone}`}
              x={x(at) - bar / 2}
              width={bar}
              y={y(to)}
              height={Math.max(0, y(from) - y(to))}
            />
          ))}
        </g>
      ))}
    </>
  );
};

const partsOf = (figures: readonly Figure[], at: number) => {
  let from = 0;
  return figures.map(({ name, values }, index) => {
    const part = { name, from, to: from + (values[at] ?? 0), tone: toneOf(index) };
    from = part.to;
    return part;
  });
};

/** One line a figure, with gaps where nothing is known. Times stand on a scale that multiplies. */
const Lines = ({ periods, figures, width }: Drawn & { width: number }) => {
  const values = figures.flatMap((figure) => figure.values.filter((value) => value !== null));
  const unit = figures[0]?.unit ?? 'share';
  const ticks = unit === 'ms' ? timesAround(values) : [0, 0.25, 0.5, 0.75, 1];
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  const on = unit === 'ms' ? logarithmic(low, high) : (value: number) => value / high;
  const y = (value: number) => EDGE.top + tall * (1 - on(value));
  const { x } = spaceOf(width, periods.length);
  return (
    <>
      <Axes {...{ width, ticks, y, periods, x }} name={(tick) => told(tick, unit)} />
      {figures.map((figure, index) => (
        <g key={figure.name} className={`chart-line chart-${toneOf(index)}`}>
          <path d={pathOf(figure.values, x, y)} />
          {figure.values.map((value, at) =>
            value === null ? null : (
              <circle key={periods[at]} cx={x(at)} cy={y(value)} r="3">
                <title>{`${dayTold(periods[at] ?? '')}: ${figure.title} ${told(value, unit)}`}</title>
              </circle>
            ),
          )}
        </g>
      ))}
    </>
  );
};

const logarithmic =
  (low: number, high: number) =>
  (value: number): number =>
    Math.max(0, Math.log(Math.max(value, 1) / low) / Math.log(high / low));

const pathOf = (
  values: Figure['values'],
  x: (index: number) => number,
  y: (value: number) => number,
): string =>
  values
    .map((value, at) => {
      if (value === null) return '';
      const begins = at === 0 || (values[at - 1] ?? null) === null;
      return `${begins ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');

const tipOf = (period: string, figures: readonly Figure[], at: number): string =>
  [
    dayTold(period),
    ...figures
      .filter(({ values }) => (values[at] ?? 0) !== 0)
      .map(({ title, unit, values }) => `${title}: ${told(values[at] ?? null, unit)}`),
  ].join('\n');

/** Of this place among the figures; after eight they come again. */
export const toneOf = (index: number): string => `tone-${(index % 8) + 1}`;
