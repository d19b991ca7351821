import type { Bubble } from '@deskstream/conversation-read-models';
import type { Tone } from '../../ui/chip';
import { Chip } from '../../ui/chip';
import { clockTime } from '../../ui/time';

const FROM = { customer: 'Customer', teammate: 'Teammate', ai: 'AI', bot: 'Bot' } as const;

export const ConversationView = ({ bubbles }: { bubbles: readonly Bubble[] }) => (
  <ol className="bubbles">
    {bubbles.map((bubble) => (
      <li key={bubble.id} className={`bubble bubble-${bubble.from} bubble-${bubble.kind}`}>
        <header>
          <strong>{bubble.author ?? FROM[bubble.from]}</strong>
          {bubble.kind === 'note' && <span> · internal note</span>}
          <time dateTime={new Date(bubble.at).toISOString()}>{clockTime(bubble.at)}</time>
        </header>
        <p dir="auto">{bubble.text}</p>
        <Fate bubble={bubble} />
      </li>
    ))}
  </ol>
);

const OUTCOMES: Readonly<Record<string, readonly [Tone, string]>> = {
  replied: ['good', 'answered'],
  'handed-over': ['warning', 'handed off'],
  suppressed: ['plain', 'stayed silent'],
  suggested: ['good', 'drafted'],
  resolved: ['good', 'solved'],
  failed: ['bad', 'failed'],
};

const DELIVERIES: Readonly<Record<string, readonly [Tone, string]>> = {
  sending: ['accent', 'sending'],
  delivered: ['good', 'delivered'],
  withheld: ['warning', 'not sent'],
  failed: ['bad', 'failed'],
};

const VERDICTS: Readonly<Record<NonNullable<Bubble['verdict']>['verdict'], string>> = {
  answer: 'answer',
  suggest: 'draft for the person',
  'hand-off': 'hand off to people',
  'await-assignment': 'wait for the assignment',
  'stay-silent': 'stay silent',
};

const Fate = ({ bubble: { verdict, outcome, delivery } }: { bubble: Bubble }) => {
  const chip = delivery === null ? OUTCOMES[outcome ?? ''] : DELIVERIES[delivery];
  return (
    <footer>
      {chip !== undefined && <Chip tone={chip[0]}>{chip[1]}</Chip>}
      {verdict !== null && (
        <details className="verdict">
          <summary>
            Verdict: {VERDICTS[verdict.verdict]}
            {verdict.verdict !== 'answer' && ` – ${verdict.reason.replaceAll('-', ' ')}`}
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
              {verdict.checks.map(({ name, ok, expected, found }) => (
                <tr key={name} className={ok ? '' : 'failed'}>
                  <th scope="row">
                    <span aria-label={ok ? 'holds' : 'fails'}>{ok ? '✓' : '✗'}</span>{' '}
                    {name.replaceAll('-', ' ')}
                  </th>
                  <td>{expected}</td>
                  <td>{found}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </footer>
  );
};
