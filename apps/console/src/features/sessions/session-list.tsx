import { Link } from 'react-router';
import type { SessionItem } from '../../api/sessions';
import type { Tone } from '../../ui/chip';
import { Chip } from '../../ui/chip';
import { outcomeOf } from '../../ui/outcomes';
import { When } from '../../ui/when';

export const SessionList = ({ items }: { items: readonly SessionItem[] }) => (
  <ul className="sessions">
    {items.map((item) => (
      <li key={item.key}>
        <Link to={`/sessions/${encodeURIComponent(item.key)}`} className="session">
          <span className="session-who">
            <strong>{item.summary.customer ?? 'Unknown customer'}</strong>
            <small>
              {item.vendor} · {item.workspace} · {item.conversation}
            </small>
          </span>
          <span className="session-text">{item.summary.lastText}</span>
          <span className="session-chips">
            <PhaseChip summary={item.summary} />
          </span>
          <span className="session-time">
            <When at={item.summary.lastAt} />
          </span>
        </Link>
      </li>
    ))}
  </ul>
);

type Summary = SessionItem['summary'];

/** What is going on, or how it ended. */
const PhaseChip = ({ summary }: { summary: Summary }) => {
  const [tone, text] = phaseOf(summary);
  return <Chip tone={tone}>{text}</Chip>;
};

const phaseOf = ({ phase, status, outcome }: Summary): readonly [Tone, string] => {
  if (phase !== 'idle') return ['accent', PHASES[phase]];
  if (status !== 'open') return ['plain', status];
  if (outcome === null) return ['plain', 'open'];
  return outcomeOf(outcome.outcome);
};

const PHASES = {
  'awaiting-assignment': 'waiting for assignment',
  waiting: 'waiting for more',
  thinking: 'thinking',
  replying: 'replying',
  'handing-off': 'handing off',
} as const;
