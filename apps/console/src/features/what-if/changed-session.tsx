import { parsePartitionKey } from '@deskstream/kernel';
import { Link } from 'react-router';
import type { SessionResult } from '../../api/what-if';

type Change = SessionResult['changes'][number];

/** One session, its changed decisions alone, in three lanes. */
export const ChangedSession = ({ session, open }: { session: SessionResult; open: boolean }) => {
  const { key, diverged, changes, texts } = session;
  const path = `/sessions/${encodeURIComponent(key)}`;
  return (
    <details className="changed" open={open}>
      <summary>
        <strong>{parsePartitionKey(key)?.conversation ?? key}</strong>
        <span>{headline(changes)}</span>
      </summary>
      <p className="changed-where">
        <Link to={path}>Open the session</Link>
        {diverged !== null && (
          <>
            {' · first at '}
            <Link to={`${path}?depth=events&panel=event&chosen=${diverged.seq}`}>
              event {diverged.seq}
            </Link>
            : {diverged.because}
          </>
        )}
      </p>
      <div className="scroll" tabIndex={0} role="region" aria-label={`Lanes of ${key}`}>
        <table className="grid lanes">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Recorded</th>
              <th scope="col">Baseline</th>
              <th scope="col">Candidate</th>
            </tr>
          </thead>
          {byMessage(changes).map(([messageId, own]) => (
            <tbody key={messageId ?? ''}>
              {messageId !== null && (
                <tr className="lane-message">
                  <th scope="rowgroup" colSpan={4}>
                    “{texts[messageId] ?? messageId}”
                  </th>
                </tr>
              )}
              {own.map((change) => (
                <Lanes key={change.what} change={change} />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </details>
  );
};

const Lanes = ({ change }: { change: Change }) => {
  const { what, recorded, baseline = recorded, candidate } = change;
  return (
    <tr>
      <th scope="row">{what}</th>
      <td>{recorded || <i>none</i>}</td>
      <td>{baseline || <i>none</i>}</td>
      <td className="differs">{candidate || <i>none</i>}</td>
    </tr>
  );
};

const headline = (changes: readonly Change[]): string => {
  const moves = changes.filter(({ what }) => what === 'outcome');
  const [first] = moves;
  if (first === undefined) return [...new Set(changes.map(({ what }) => what))].join(', ');
  const more = moves.length > 1 ? `, ${moves.length - 1} more` : '';
  return `${first.recorded} → ${first.candidate}${more}`;
};

const byMessage = (
  changes: readonly Change[],
): readonly (readonly [string | null, readonly Change[]])[] => [
  ...Map.groupBy(changes, ({ messageId }) => messageId),
];
