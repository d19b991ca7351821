import type { SetRuns } from '../../api/evaluation';
import { Empty } from '../../ui/states';
import { dayAndTime } from '../../ui/time';

const SHOWN = 30;
const HEIGHT = 96;
const STEP = 26;

/** Share of cases that passed, run by run; the table behind the chart says it in words. */
export const OverTime = ({ figures }: Pick<SetRuns, 'figures'>) => {
  if (figures.length === 0)
    return <Empty title="Not played yet.">Play the set: its figures will stand here.</Empty>;
  const shown = figures.slice(-SHOWN);
  return (
    <>
      <Chart figures={shown} />
      <div className="scroll" tabIndex={0} role="region" aria-label="Figures over time">
        <table className="grid over-time">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Passed</th>
              <th scope="col">By what was expected</th>
              <th scope="col">Answered by</th>
              <th scope="col">Newly failing</th>
            </tr>
          </thead>
          <tbody>
            {shown
              .map(({ id, figures: own }, place) => ({
                ...{ id, own, before: shown[place - 1]?.figures.failed ?? own.failed },
              }))
              .toReversed()
              .map(({ id, own, before }) => (
                <tr key={id}>
                  <th scope="row">{dayAndTime(own.at)}</th>
                  <td>
                    {own.passed} of {own.cases}
                  </td>
                  <td>
                    {Object.entries(own.by)
                      .map(([kind, [passed, all]]) => `${kind} ${passed}/${all}`)
                      .join(', ')}
                  </td>
                  <td>{own.answerer}</td>
                  <td>{own.failed.filter((each) => !before.includes(each)).join(', ') || '–'}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </>
  );
};

const Chart = ({ figures }: Pick<SetRuns, 'figures'>) => (
  <svg
    className="pass-chart"
    viewBox={`0 0 ${Math.max(12, figures.length) * STEP} ${HEIGHT + 4}`}
    role="img"
    aria-label={`Share of cases that pass, ${figures.length} runs; the table below has the figures`}
    preserveAspectRatio="xMinYMax meet"
  >
    <line x1="0" x2="100%" y1={HEIGHT + 1} y2={HEIGHT + 1} className="pass-axis" />
    {figures.map(({ id, figures: { passed, cases, at } }, place) => {
      const height = Math.max(2, (HEIGHT * passed) / Math.max(1, cases));
      return (
        <rect
          key={id}
          x={place * STEP + 3}
          y={HEIGHT - height}
          width={STEP - 6}
          height={height}
          rx="3"
          className={passed === cases ? 'pass-all' : 'pass-some'}
        >
          <title>{`${dayAndTime(at)}: ${passed} of ${cases}`}</title>
        </rect>
      );
    })}
  </svg>
);
