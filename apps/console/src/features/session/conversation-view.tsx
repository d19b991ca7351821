import type { Bubble } from '@deskstream/conversation-read-models';
import { messagesOf } from '@deskstream/conversation-read-models';
import { useMemo } from 'react';
import type { StoredEvent } from '../../api/session';
import type { Tone } from '../../ui/chip';
import { Chip } from '../../ui/chip';
import { clockTime } from '../../ui/time';
import type { View } from './use-view';
import { Verdict } from './verdict';

const FROM = { customer: 'Customer', teammate: 'Teammate', ai: 'AI', bot: 'Bot' } as const;

/** What people read: who said what, and of each question what the AI made of it. */
export const ConversationView = ({
  events,
  view,
}: {
  events: readonly StoredEvent[];
  view: View;
}) => {
  const bubbles = useMemo(() => messagesOf(events.map(({ event }) => event)), [events]);
  const places = useMemo(() => placesOf(events), [events]);
  return (
    <ol className="bubbles">
      {bubbles.map((bubble) => (
        <BubbleItem key={bubble.id} bubble={bubble} seq={places.get(bubble.id) ?? 1} view={view} />
      ))}
    </ol>
  );
};

const BubbleItem = ({ bubble, seq, view }: { bubble: Bubble; seq: number; view: View }) => {
  const { id, from, kind, author, at, text } = bubble;
  const later = view.chosen !== null && seq > view.chosen;
  return (
    <li
      id={`message-${id}`}
      className={`bubble bubble-${from} bubble-${kind}${later ? ' is-later' : ''}`}
      aria-current={view.chosen === seq ? 'true' : undefined}
    >
      <header>
        <strong>{author ?? FROM[from]}</strong>
        {kind === 'note' && <span> · internal note</span>}
        <button
          type="button"
          className="bubble-at"
          aria-label={`Event ${seq}, ${clockTime(at)}`}
          onClick={() => view.show({ chosen: seq, panel: 'event' })}
        >
          <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>
        </button>
      </header>
      <p dir="auto">{text}</p>
      <Fate bubble={bubble} />
    </li>
  );
};

/** `seq` of the event that a bubble stands for. */
const placesOf = (events: readonly StoredEvent[]): ReadonlyMap<string, number> => {
  const places = new Map<string, number>();
  for (const { seq, event } of events) {
    const id = 'messageId' in event.data && 'text' in event.data ? event.data.messageId : event.id;
    if (!places.has(id)) places.set(id, seq);
  }
  return places;
};

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

const Fate = ({ bubble: { verdict, outcome, delivery } }: { bubble: Bubble }) => {
  const chip = delivery === null ? OUTCOMES[outcome ?? ''] : DELIVERIES[delivery];
  return (
    <footer>
      {chip !== undefined && <Chip tone={chip[0]}>{chip[1]}</Chip>}
      {verdict !== null && <Verdict verdict={verdict} />}
    </footer>
  );
};
