import { EDGE, HEIGHT, namedEvery } from './chart-space';
import { dayShort } from './format';

/** Lines across with what they stand for, and the periods below. */
export const Axes = ({
  width,
  ticks,
  y,
  name,
  periods,
  x,
}: {
  width: number;
  ticks: readonly number[];
  y: (value: number) => number;
  name: (value: number) => string;
  periods: readonly string[];
  /** The middle of a period. */
  x: (index: number) => number;
}) => {
  const every = namedEvery(periods.length, width);
  return (
    <g className="chart-axes">
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={EDGE.left} x2={width - EDGE.right} y1={y(tick)} y2={y(tick)} />
          <text x={EDGE.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
            {name(tick)}
          </text>
        </g>
      ))}
      {periods.map((period, index) =>
        index % every === 0 ? (
          <text key={period} x={x(index)} y={HEIGHT - 6} textAnchor="middle">
            {dayShort(period)}
          </text>
        ) : null,
      )}
    </g>
  );
};
