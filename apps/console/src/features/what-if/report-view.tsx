import type { Report } from '../../api/what-if';
import { Empty } from '../../ui/states';
import { duration } from '../../ui/time';
import { ChangedSession } from './changed-session';

const MOST = 200;

/** What comes out otherwise, in figures and then session by session. */
export const ReportView = ({ report }: { report: Report }) => (
  <>
    <Figures report={report} />
    <Notes report={report} />
    {report.candidate.length > 0 && (
      <ul className="different" aria-label="What is different">
        {report.candidate.map((line) => (
          <li key={line}>
            <code>{line}</code>
          </li>
        ))}
      </ul>
    )}
    <h2>How messages end</h2>
    <Outcomes report={report} />
    <h2>Where sessions begin to differ</h2>
    <Causes report={report} />
    <h2>
      Changed sessions <small>{report.changed.length.toLocaleString()}</small>
    </h2>
    {report.changed.length === 0 && (
      <Empty title="No decision comes out otherwise.">
        {report.noisy === 0
          ? 'Every session would have gone as it went.'
          : 'What is different changes nothing beyond what asking again changes.'}
      </Empty>
    )}
    {report.changed.slice(0, MOST).map((session, place) => (
      <ChangedSession key={session.key} session={session} open={place === 0} />
    ))}
    {report.changed.length > MOST && (
      <p className="lead">
        And {(report.changed.length - MOST).toLocaleString()} more: the files have all of them.
      </p>
    )}
  </>
);

const Figures = ({ report }: { report: Report }) => {
  const share = report.decisions === 0 ? 1 : report.reproduced / report.decisions;
  const items: readonly (readonly [string, string, string])[] = [
    [
      report.changed.length.toLocaleString(),
      'sessions decided otherwise',
      `of ${report.sessions.toLocaleString()}`,
    ],
    figureOf(report, 'replied', 'messages answered'),
    figureOf(report, 'handed-over', 'messages handed to people'),
    [
      `${share === 1 ? '100' : (100 * share).toFixed(2)} %`,
      'decisions reproduced',
      `${report.reproduced.toLocaleString()} of ${report.decisions.toLocaleString()}, to the byte`,
    ],
  ];
  return (
    <dl className="what-if-figures">
      {items.map(([value, what, more]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{value}</dd>
          <dd className="figure-more">{more}</dd>
        </div>
      ))}
    </dl>
  );
};

/** Against the baseline where that was asked again: what it makes otherwise is no finding. */
const figureOf = ({ outcomes, ...report }: Report, outcome: string, what: string) => {
  const { recorded, baseline, candidate: sure } = outcomes[outcome] ?? NONE;
  const before = report.baseline === undefined ? recorded : baseline;
  const { candidate: assumed } = outcomes[`${outcome}, if a model answers`] ?? NONE;
  const candidate = sure + assumed;
  return [
    signed(candidate - before),
    what,
    `${before.toLocaleString()} → ${candidate.toLocaleString()}`,
  ] as const;
};

const NONE = { recorded: 0, baseline: 0, candidate: 0 };

const signed = (difference: number): string => {
  if (difference === 0) return '±0';
  return `${difference > 0 ? '+' : '−'}${Math.abs(difference).toLocaleString()}`;
};

const Notes = ({ report }: { report: Report }) => {
  const { asks, noisy, older, unfaithful, failed } = report;
  const lines = [
    asks > 0 &&
      `${asks} answers are not in the record: good ones are taken for granted. Ask for them to know.`,
    noisy > 0 &&
      `${sessions(noisy)} otherwise when asked again with nothing different. What the candidate makes in the same way is not listed.`,
    older > 0 && `${older} decisions were recorded by an older version of the rules.`,
    unfaithful.length > 0 &&
      `${sessions(unfaithful.length)} otherwise by the settings of then already; changes there may have another cause.`,
    ...failed.map(({ key, because }) => `${key}: ${because}`),
  ].filter((line) => line !== false);
  return lines.length === 0 ? null : (
    <ul className="what-if-notes">
      {lines.slice(0, 8).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
};

const sessions = (count: number): string =>
  count === 1 ? '1 session comes out' : `${count.toLocaleString()} sessions come out`;

const Outcomes = ({ report }: { report: Report }) => (
  <>
    <div className="scroll" tabIndex={0} role="region" aria-label="How messages end">
      <table className="grid lanes">
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Recorded</th>
            <th scope="col">Baseline</th>
            <th scope="col">Candidate</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(report.outcomes).map(([outcome, lanes]) => (
            <tr key={outcome}>
              <th scope="row">{outcome}</th>
              <td>{lanes.recorded.toLocaleString()}</td>
              <td>{lanes.baseline.toLocaleString()}</td>
              <td className={lanes.recorded === lanes.candidate ? '' : 'differs'}>
                {lanes.candidate.toLocaleString()}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    <p className="lanes-note">
      Baseline:{' '}
      {report.baseline === undefined
        ? 'every decision made again with the settings and answers of then.'
        : `asked again with nothing different, by ${report.baseline}.`}
      {report.medianMs !== null &&
        ` Where only the time changes: ${duration(report.medianMs.recorded)} recorded, ${duration(report.medianMs.candidate)} with the candidate (median).`}
    </p>
  </>
);

const Causes = ({ report }: { report: Report }) => {
  const causes = Object.entries(report.causes).sort(([, a], [, b]) => b - a);
  if (causes.length === 0) return <p className="lanes-note">Nowhere.</p>;
  return (
    <ol className="what-if-causes">
      {causes.slice(0, 12).map(([because, sessions]) => (
        <li key={because}>
          <span>{because}</span>
          <b>
            {sessions.toLocaleString()} {sessions === 1 ? 'session' : 'sessions'}
          </b>
        </li>
      ))}
    </ol>
  );
};
