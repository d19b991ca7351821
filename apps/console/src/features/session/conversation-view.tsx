import type { Bubble, Folding } from '@deskstream/conversation-read-models';
import { foldingMessages } from '@deskstream/conversation-read-models';
import type { StoredEvent } from '../../api/session';
import type { Tone } from '../../ui/chip';
import { Chip } from '../../ui/chip';
import { LongList } from '../../ui/long-list';
import { OUTCOMES } from '../../ui/outcomes';
import { clockAfter } from '../../ui/time';
import { useGrowing } from '../../ui/use-growing';
import { useNow } from '../../ui/use-now';
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
  const placed = useGrowing(foldingPlaced)(events);
  const now = useNow(MINUTE);
  const { chosen } = view;
  return (
    <LongList
      className="bubbles"
      gap={12}
      items={placed}
      keyOf={keyOf}
      sizeOf={({ bubble }) => BUBBLE_PX + LINE_PX * Math.ceil(bubble.text.length / LINE_CHARACTERS)}
      row={({ bubble, seq }, index) => (
        <BubbleItem
          bubble={bubble}
          seq={seq}
          view={view}
          at={clockAfter(bubble.at, placed[index - 1]?.bubble.at ?? now)}
        />
      )}
      inSight={chosen === null ? -1 : placed.findLastIndex(({ seq }) => seq <= chosen)}
      toEnd={view.nows}
    />
  );
};

const MINUTE = 60_000;
const BUBBLE_PX = 92;
const LINE_PX = 23;
const LINE_CHARACTERS = 80;

interface Placed {
  readonly bubble: Bubble;
  /** Of the event that it stands for. */
  readonly seq: number;
}

const keyOf = ({ bubble }: Placed): string => bubble.id;

const foldingPlaced = (): Folding<StoredEvent, readonly Placed[]> => {
  const messages = foldingMessages();
  const places = new Map<string, number>();
  return {
    take: ({ seq, event }) => {
      messages.take(event);
      const id =
        'messageId' in event.data && 'text' in event.data ? event.data.messageId : event.id;
      if (!places.has(id)) places.set(id, seq);
    },
    seen: () => messages.seen().map((bubble) => ({ bubble, seq: places.get(bubble.id) ?? 1 })),
  };
};

interface BubbleProps {
  readonly bubble: Bubble;
  readonly seq: number;
  readonly view: View;
  /** When it was, as shown. */
  readonly at: string;
}

const BubbleItem = ({ bubble, seq, view, at }: BubbleProps) => {
  const { id, from, kind, author, text } = bubble;
  const later = view.chosen !== null && seq > view.chosen;
  return (
    <div
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
          aria-label={`Event ${seq}, ${at}`}
          onClick={() => view.show({ chosen: seq, panel: 'event' })}
        >
          <time dateTime={new Date(bubble.at).toISOString()}>{at}</time>
        </button>
      </header>
      <p dir="auto">{text}</p>
      <Fate bubble={bubble} />
    </div>
  );
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
