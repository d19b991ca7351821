import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Operations } from '../../api/operations';
import { Chip } from '../../ui/chip';
import { Empty } from '../../ui/states';
import { duration } from '../../ui/time';
import { When } from '../../ui/when';

const OWNERS = { ai: 'with the AI', person: 'with people', nobody: 'unassigned' } as const;

/** Customers who wait, the longest first. */
export const Waiting = ({
  operations: { at, waiting },
  children,
}: {
  operations: Operations;
  /** For how long at least. */
  children: ReactNode;
}) => (
  <>
    <div className="silent-for">
      <h2>
        Silent or stuck now <small>{waiting.length}</small>
      </h2>
      {children}
    </div>
    {waiting.length === 0 && <Empty title="Nobody waits.">Every customer has an outcome.</Empty>}
    <ul className="letters">
      {waiting.map(({ key, customer, phase, owner, lastText, waitingSince }) => (
        <li key={key} className="letter">
          <div>
            <Link to={`/sessions/${encodeURIComponent(key)}`}>{customer ?? key}</Link>
            <small dir="auto">{lastText}</small>
          </div>
          <span className="letter-chips">
            <Chip>{OWNERS[owner]}</Chip>
            <Chip tone="accent">{phase.replaceAll('-', ' ')}</Chip>
            <Chip tone="warning">{duration(at - waitingSince)}</Chip>
          </span>
        </li>
      ))}
    </ul>
  </>
);

/** Sessions that failed, the most frequent cause first. Dead letters have their causes in a list of their own. */
export const Errors = ({ operations }: { operations: Operations }) => {
  const failed = operations.errors.filter(({ source }) => source === 'failed-session');
  return (
    <>
      <h2>Failed sessions by cause</h2>
      {failed.length === 0 && <Empty title="None.">No session failed.</Empty>}
      <ul className="letters">
        {failed.map(({ because, count, lastAt, session }) => (
          <li key={because} className="letter">
            <div>
              <strong>{because.replaceAll('-', ' ')}</strong>
              <small>
                The last <When at={lastAt} />, as in{' '}
                <Link to={`/sessions/${encodeURIComponent(session)}`}>{session}</Link>
              </small>
            </div>
            <Chip tone="bad">{count}</Chip>
          </li>
        ))}
      </ul>
    </>
  );
};
