import type { Figure, MetricsReport } from '@deskstream/conversation-metrics';
import { dayTold, told } from './format';

/** Every value of these figures; the same cells as in the CSV. */
export const FigureTable = ({
  name,
  periods,
  figures,
}: {
  name: string;
  periods: MetricsReport['periods'];
  figures: readonly Figure[];
}) => (
  <table className="grid metrics-table">
    <caption className="visually-hidden">{name}</caption>
    <thead>
      <tr>
        <th scope="col">From</th>
        {figures.map((figure) => (
          <th key={figure.name} scope="col" data-figure={figure.name}>
            {figure.title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {periods.map((period, index) => (
        <tr key={period} data-period={period}>
          <th scope="row">{dayTold(period)}</th>
          {figures.map((figure) => (
            <Cell key={figure.name} figure={figure} value={figure.values[index] ?? null} />
          ))}
        </tr>
      ))}
    </tbody>
    <tfoot>
      <tr data-period="total">
        <th scope="row">All</th>
        {figures.map((figure) => (
          <Cell key={figure.name} figure={figure} value={figure.total} />
        ))}
      </tr>
    </tfoot>
  </table>
);

const Cell = ({ figure: { unit }, value }: { figure: Figure; value: Figure['total'] }) => (
  <td>
    <data value={value ?? ''}>{told(value, unit)}</data>
  </td>
);
