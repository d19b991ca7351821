import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { EvaluationSet, SetRuns } from '../../api/evaluation';
import {
  readRun,
  readRuns,
  readSet,
  setPath,
  startEvaluation,
  turnEvaluation,
} from '../../api/evaluation';
import type { Trial } from '../../api/what-if';
import { Field } from '../../ui/field';
import { NoRunner } from '../../ui/no-runner';
import { Progress } from '../../ui/progress';
import { May } from '../../ui/me';
import { Failed, Loading } from '../../ui/states';
import { isUnderWay, TrialChip } from '../../ui/trial-state';
import { Cases } from './cases';
import './evaluation.css';
import { ImportSet } from './import-set';
import { OverTime } from './over-time';

const REFRESH_MS = 1_000;

/** One set: play it, its cases with what came of each, its figures over time. */
export const SetPage = () => {
  const name = useParams()['set'] ?? '';
  const set = useQuery({ queryKey: ['evaluation-set', name], queryFn: () => readSet(name) });
  const runs = useQuery({
    queryKey: ['evaluation-runs', name],
    queryFn: () => readRuns(name),
    refetchInterval: ({ state: { data } }) =>
      data?.runs.some(({ state }) => isUnderWay(state)) === true ? REFRESH_MS : false,
  });
  return (
    <main className="page">
      <nav className="crumbs" aria-label="You are here">
        <Link to="/evaluation">Evaluation</Link> <span aria-hidden="true">/</span> {name}
      </nav>
      <div className="page-head">
        <h1>{name}</h1>
      </div>
      {set.isPending && <Loading what="the set" />}
      {set.isError && <Failed error={set.error} />}
      {runs.isError && <Failed error={runs.error} />}
      {set.isSuccess && runs.isSuccess && <Loaded set={set.data} runs={runs.data} />}
    </main>
  );
};

const Loaded = ({ set, runs }: { set: EvaluationSet; runs: SetRuns }) => {
  const last = runs.figures.at(-1);
  const latest = useQuery({
    queryKey: ['evaluation-run', last?.id ?? ''],
    queryFn: () => (last === undefined ? null : readRun(set.name, last.id)),
  });
  return (
    <>
      <Play set={set} runs={runs} />
      <h2>Over time</h2>
      <OverTime figures={runs.figures} />
      <h2>
        Cases <small>{set.cases.length}</small>
      </h2>
      <Cases set={set} results={latest.data?.outcome?.results ?? []} />
    </>
  );
};

const Play = ({ set, runs: { runs, runners } }: { set: EvaluationSet; runs: SetRuns }) => {
  const client = useQueryClient();
  const [model, setModel] = useState('workspace');
  const start = useMutation({
    mutationFn: () => startEvaluation(set.name, model.trim()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['evaluation-runs', set.name] }),
  });
  const [latest] = runs;
  const cannot = start.isPending || set.cases.length === 0 || model.trim() === '';
  return (
    <section className="play" aria-label="Play the set">
      <div className="play-row">
        <Field
          label="Who answers"
          hint="“workspace”: as a customer is answered; “extractive”: no model"
        >
          <input value={model} onChange={({ target }) => setModel(target.value)} />
        </Field>
        <button
          type="button"
          className="button button-primary"
          disabled={cannot || isAtWork(latest)}
          onClick={() => start.mutate()}
        >
          Play {set.cases.length} {set.cases.length === 1 ? 'case' : 'cases'}
        </button>
        <a className="button" href={setPath(set.name)} download={`${set.name}.json`}>
          Download
        </a>
        <May role="engineer">
          <ImportSet set={set.name} />
        </May>
        <Link className="button" to={`/what-if?set=${encodeURIComponent(set.name)}`}>
          What if …
        </Link>
      </div>
      {start.isError && <Failed error={start.error} />}
      {runners === 0 && <NoRunner />}
      {latest !== undefined && <Latest set={set.name} run={latest} />}
    </section>
  );
};

const isAtWork = (run: Trial | undefined): boolean => run !== undefined && isUnderWay(run.state);

const Latest = ({ set, run }: { set: string; run: Trial }) => (
  <>
    {run.state !== 'done' && (
      <div className="play-state">
        <TrialChip state={run.state} />
        <Progress done={run.done} total={run.total} what="Cases played" />
        <Turn set={set} run={run} />
      </div>
    )}
    {run.because !== null && <Failed error={new Error(run.because)} />}
  </>
);

const Turn = ({ set, run: { id, state } }: { set: string; run: Trial }) => {
  const client = useQueryClient();
  const under = isUnderWay(state);
  const turn = useMutation({
    mutationFn: () => turnEvaluation(set, id, under ? 'stop' : 'resume'),
    onSuccess: () => client.invalidateQueries({ queryKey: ['evaluation-runs', set] }),
  });
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={turn.isPending}
        onClick={() => turn.mutate()}
      >
        {under ? 'Stop' : 'Go on'}
      </button>
      {turn.isError && <Failed error={turn.error} />}
    </>
  );
};
