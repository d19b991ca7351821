import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { WhatIfRun } from '../../api/what-if';
import { readWhatIf, reportPath, turnWhatIf } from '../../api/what-if';
import { NoRunner } from '../../ui/no-runner';
import { Progress } from '../../ui/progress';
import { Failed, Loading } from '../../ui/states';
import { dayAndTime } from '../../ui/time';
import { isUnderWay, TrialChip } from '../../ui/trial-state';
import { ReportView } from './report-view';
import '../../ui/form.css';
import './what-if.css';

const REFRESH_MS = 1_000;

/** One what-if: how far it is, then its three lanes. It goes on while nobody looks. */
export const RunPage = () => {
  const id = useParams()['id'] ?? '';
  const run = useQuery({
    queryKey: ['what-if', id],
    queryFn: () => readWhatIf(id),
    refetchInterval: ({ state: { data } }) =>
      data === undefined || isUnderWay(data.state) ? REFRESH_MS : false,
    retry: false,
  });
  return (
    <main className="page">
      <nav className="crumbs" aria-label="You are here">
        <Link to="/what-if">What if</Link> <span aria-hidden="true">/</span> {id.slice(0, 8)}
      </nav>
      {run.isPending && <Loading what="the what-if" />}
      {run.isError && <Failed error={run.error} />}
      {run.isSuccess && <Run run={run.data} />}
    </main>
  );
};

const Run = ({ run }: { run: WhatIfRun }) => (
  <>
    <div className="page-head">
      <h1 className="what-if-title">What if {run.title}</h1>
      <TrialChip state={run.state} />
    </div>
    <p className="lead">
      {run.total.toLocaleString()} recorded {run.total === 1 ? 'session' : 'sessions'}, asked{' '}
      {dayAndTime(run.createdAt)} by {run.createdBy}.
    </p>
    {run.because !== null && <Failed error={new Error(run.because)} />}
    {run.report === null ? <UnderWay run={run} /> : <Done id={run.id} report={run.report} />}
  </>
);

const UnderWay = ({ run: { id, state, done, total, runners } }: { run: WhatIfRun }) => {
  const client = useQueryClient();
  const turn = useMutation({
    mutationFn: (to: 'stop' | 'resume') => turnWhatIf(id, to),
    onSuccess: () => client.invalidateQueries({ queryKey: ['what-if', id] }),
  });
  const under = isUnderWay(state);
  return (
    <section className="run-progress" aria-label="Progress">
      <Progress done={done} total={total} what="Sessions decided again" />
      <p>
        {under
          ? 'It goes on when you leave this page, and after a restart.'
          : 'What is done is kept. Go on to have the report.'}
      </p>
      {under && runners === 0 && <NoRunner />}
      {turn.isError && <Failed error={turn.error} />}
      <button
        type="button"
        className="button"
        disabled={turn.isPending}
        onClick={() => turn.mutate(under ? 'stop' : 'resume')}
      >
        {under ? 'Stop' : 'Go on'}
      </button>
    </section>
  );
};

const Done = ({ id, report }: { id: string; report: NonNullable<WhatIfRun['report']> }) => (
  <>
    <div className="form-actions">
      <a className="button" href={reportPath(id, 'html')} download>
        Download HTML
      </a>
      <a className="button" href={reportPath(id, 'json')} download>
        Download JSON
      </a>
    </div>
    <ReportView report={report} />
  </>
);
