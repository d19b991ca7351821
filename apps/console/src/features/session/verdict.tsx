import type { Bubble } from '@deskstream/conversation-read-models';

type Judged = NonNullable<Bubble['verdict']>;

const VERDICTS: Readonly<Record<Judged['verdict'], string>> = {
  answer: 'answer',
  suggest: 'draft for the person',
  'hand-off': 'hand off to people',
  'await-assignment': 'wait for the assignment',
  'stay-silent': 'stay silent',
};

/** What the AI decided about a message, and every check that it rests on. */
export const Verdict = ({ verdict: { verdict, reason, checks } }: { verdict: Judged }) => (
  <details className="verdict">
    <summary>
      Verdict: {VERDICTS[verdict]}
      {verdict !== 'answer' && ` – ${reason.replaceAll('-', ' ')}`}
    </summary>
    <table>
      <thead>
        <tr>
          <th scope="col">Check</th>
          <th scope="col">Expected</th>
          <th scope="col">Found</th>
        </tr>
      </thead>
      <tbody>
        {checks.map(({ name, ok, expected, found }) => (
          <tr key={name} className={ok ? '' : 'failed'}>
            <th scope="row">
              <span role="img" aria-label={ok ? 'holds' : 'fails'}>
                {ok ? '✓' : '✗'}
              </span>{' '}
              {name.replaceAll('-', ' ')}
            </th>
            <td>{expected}</td>
            <td>{found}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </details>
);
