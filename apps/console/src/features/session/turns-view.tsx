import type { Activity, Span, Turn } from '@deskstream/conversation-read-models';
import { foldingTurns } from '@deskstream/conversation-read-models';
import type { StoredEvent } from '../../api/session';
import { Chip } from '../../ui/chip';
import { outcomeOf } from '../../ui/outcomes';
import { Empty } from '../../ui/states';
import { LongList } from '../../ui/long-list';
import { clockAfter, duration } from '../../ui/time';
import { useGrowing } from '../../ui/use-growing';
import { useNow } from '../../ui/use-now';
import type { View } from './use-view';

/** Question by question: what was asked, what came of it, and where the time went. */
export const TurnsView = ({ events, view }: { events: readonly StoredEvent[]; view: View }) => {
  const now = useNow(1_000);
  const turns = useGrowing(foldingTurns)(events)(now);
  const { chosen } = view;
  if (turns.length === 0)
    return <Empty title="No turns.">The customer has not written in this session.</Empty>;
  return (
    <LongList
      className="turns"
      gap={16}
      items={turns}
      keyOf={keyOf}
      sizeOf={({ asked, answered }) => TURN_PX + LINE_PX * (asked.length + answered.length)}
      row={(turn, index) => <TurnItem turn={turn} number={index + 1} view={view} now={now} />}
      inSight={chosen === null ? -1 : turns.findLastIndex(({ seq }) => seq <= chosen)}
      toEnd={view.nows}
    />
  );
};

const keyOf = ({ seq }: Turn): number => seq;

const TURN_PX = 148;
const LINE_PX = 31;

const TurnItem = ({
  turn,
  number,
  view,
  now,
}: {
  turn: Turn;
  number: number;
  view: View;
  now: number;
}) => {
  const { seq, lastSeq, startedAt, endedAt, asked, answered, outcomes, spans } = turn;
  const total = (endedAt ?? now) - startedAt;
  const current = view.chosen !== null && view.chosen >= seq && view.chosen <= lastSeq;
  return (
    <div className="turn" aria-current={current ? 'true' : undefined}>
      <header>
        <h2>
          Turn {number}{' '}
          <small>
            {clockAfter(startedAt, now)}, {duration(total)}
            {endedAt === null && ' so far'}
          </small>
        </h2>
        {outcomes.map((outcome) => (
          <Chip key={outcome} tone={outcomeOf(outcome)[0]}>
            {outcomeOf(outcome)[1]}
          </Chip>
        ))}
        <button
          type="button"
          className="quiet"
          onClick={() => view.show({ depth: 'events', chosen: seq })}
        >
          Events {seq}–{lastSeq}
        </button>
      </header>
      {asked.map((text, index) => (
        <p key={`asked-${index}`} className="turn-asked" dir="auto">
          {text}
        </p>
      ))}
      {answered.map((text, index) => (
        <p key={`answered-${index}`} className="turn-answered" dir="auto">
          {text}
        </p>
      ))}
      <Spans spans={spans} total={total} view={view} />
    </div>
  );
};

const NAMES: Readonly<Record<Activity, string>> = {
  'quiet-time': 'waiting for the burst to end',
  'reading-thread': 'reading the thread at the help desk',
  thinking: 'thinking',
  'sending-reply': 'sending the reply',
  'posting-suggestion': 'posting the suggestion',
  'handing-off': 'handing off',
  'awaiting-assignment': 'waiting for the assignment',
  'with-a-person': 'with a person',
  unanswered: 'open, nothing under way',
  idle: 'idle',
};

/** A bar for the eye, a list with the same figures for everybody. */
const Spans = ({ spans, total, view }: { spans: readonly Span[]; total: number; view: View }) => (
  <div className="spans">
    <div className="spans-bar" aria-hidden="true">
      {spans.map(({ activity, from, to, seq }) => (
        <span
          key={seq}
          className={`span span-${activity}`}
          style={{ flexGrow: share(to - from, total) }}
        />
      ))}
    </div>
    <ul>
      {spans.map(({ activity, from, to, seq }) => (
        <li key={seq}>
          <button type="button" onClick={() => view.show({ chosen: seq, panel: 'event' })}>
            <span className={`span-dot span-${activity}`} aria-hidden="true" />
            {NAMES[activity]} <strong>{duration(to - from)}</strong>
          </button>
        </li>
      ))}
    </ul>
  </div>
);

/** Short ones stay visible. */
const share = (ms: number, total: number): number => Math.max(0.01, ms / Math.max(1, total));
