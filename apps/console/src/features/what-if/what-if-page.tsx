import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Trial } from '../../api/what-if';
import { listWhatIfs } from '../../api/what-if';
import { Empty, Failed, Loading } from '../../ui/states';
import { dayAndTime } from '../../ui/time';
import { isUnderWay, TrialChip } from '../../ui/trial-state';
import { NewWhatIf } from './new-what-if';
import './what-if.css';

/** Asks a new what-if, and lists those before. */
export const WhatIfPage = () => (
  <main className="page">
    <div className="page-head">
      <h1>What if</h1>
    </div>
    <p className="lead">
      Decide recorded sessions again with something different, and see which come out otherwise. No
      help desk is called, no customer is answered, and nothing is written to the log.
    </p>
    <NewWhatIf />
    <h2>Asked before</h2>
    <Before />
  </main>
);

const REFRESH_MS = 2_000;

const Before = () => {
  const runs = useQuery({
    queryKey: ['what-ifs'],
    queryFn: listWhatIfs,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => isUnderWay(state)) === true ? REFRESH_MS : false,
  });
  if (runs.isPending) return <Loading what="what-ifs" />;
  if (runs.isError) return <Failed error={runs.error} />;
  if (runs.data.length === 0)
    return <Empty title="None yet.">Choose sessions and change something above.</Empty>;
  return (
    <ul className="runs">
      {runs.data.map((run) => (
        <Run key={run.id} run={run} />
      ))}
    </ul>
  );
};

const Run = ({ run: { id, title, state, done, total, createdAt, createdBy } }: { run: Trial }) => (
  <li>
    <Link to={`/what-if/${id}`}>
      <span className="run-title">{title}</span>
      <TrialChip state={state} />
      <small>
        {isUnderWay(state) ? `${done} of ${total}` : total.toLocaleString()} sessions,{' '}
        {dayAndTime(createdAt)}, by {createdBy}
      </small>
    </Link>
  </li>
);
