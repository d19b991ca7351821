import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { readWhy } from '../../api/session';
import { LightMark } from '../../ui/light';
import { dayAndTime } from '../../ui/time';
import type { Stages } from './stages';
import type { Test } from './use-setup';
import { Arrivals } from './webhooks-step';
import type { StepProps } from './wizard-page';

/** What became of the latest message, live; when it was not answered, the first finding of the Why panel. */
export const TestStep = ({ workspace, text, known, test }: StepProps) => {
  if (known.connection === null) return <p className="muted">Enter the credentials first.</p>;
  const tryOut = text.ownSecrets ? tryOutPage(known.connection.apiBaseUrl, workspace) : null;
  return (
    <>
      <p>
        {text.test}
        {tryOut !== null && (
          <>
            {' '}
            <a href={tryOut} target="_blank" rel="noreferrer">
              Open the try-out page
            </a>
          </>
        )}
      </p>
      {test === null ? (
        <div role="status">
          <p className="muted">Waiting for the first message. This page shows it by itself.</p>
          <Arrivals health={known.health} accepted={known.health?.deliveries.accepted ?? 0} />
        </div>
      ) : (
        <Became test={test} />
      )}
    </>
  );
};

/** Of the web-chat service, beside its API. */
const tryOutPage = (apiBaseUrl: string, workspace: string): string =>
  apiBaseUrl.replace(/\/api\/.*$/, `/try/${encodeURIComponent(workspace)}`);

const ANSWERED = {
  open: ['unknown', 'The AI is working on it.'],
  answered: ['ok', 'Answered.'],
  'not-answered': ['warning', 'Not answered.'],
} as const;

const Became = ({ test: { session, stages } }: { test: Test }) => {
  const { summary, key } = session;
  return (
    <div className="became" role="status">
      <p>
        <strong>{summary.customer ?? 'A customer'}</strong>, {dayAndTime(summary.lastAt)}
      </p>
      <blockquote>{stages.question ?? summary.lastText}</blockquote>
      <StageLights stages={stages} />
      {stages.outcome === 'answered' && <blockquote>{stages.reply}</blockquote>}
      {stages.outcome === 'not-answered' && <FirstFinding session={key} seq={summary.seq} />}
      <p>
        <Link to={`/sessions/${encodeURIComponent(key)}`}>Open the session</Link>
      </p>
    </div>
  );
};

const StageLights = ({ stages: { question, judged, outcome, because } }: { stages: Stages }) => {
  const [light, words] = ANSWERED[outcome];
  return (
    <ul className="check-list">
      <li>
        <LightMark light={question === null ? 'unknown' : 'ok'}>
          {question === null ? 'Announced; its text is being read.' : 'Received.'}
        </LightMark>
      </li>
      <li>
        <LightMark light={judged === null ? 'unknown' : 'ok'}>
          {judged === null ? 'To be judged.' : `Judged: ${judged}`}
        </LightMark>
      </li>
      <li>
        <LightMark light={light}>
          {words}
          {outcome === 'not-answered' && because !== null && ` Reason: ${because}.`}
        </LightMark>
      </li>
    </ul>
  );
};

const FirstFinding = ({ session, seq }: { session: string; seq: number }) => {
  const why = useQuery({ queryKey: ['why', session, seq], queryFn: () => readWhy(session) });
  const cause = why.data?.find((each) => each.present && each.cause !== null)?.cause;
  if (cause == null) return null;
  return (
    <p className="setup-finding">
      <strong>{cause.check}</strong>: expected {cause.expected}, found {cause.found}.{' '}
      {cause.fix ?? ''}
    </p>
  );
};
