import type { EventData, RecordedEvent } from '@deskstream/conversation-domain';
import type { Folding } from './growing';

/** One message as a person reads the conversation. */
export interface Bubble {
  readonly id: string;
  readonly at: number;
  readonly from: 'customer' | 'teammate' | 'ai' | 'bot';
  readonly kind: 'message' | 'note';
  readonly author: string | null;
  readonly text: string;
  /** Of a customer's message: should the AI answer, and why (not). */
  readonly verdict: EventData<'MessageJudged'> | null;
  /** Of a customer's message: its one outcome. */
  readonly outcome: string | null;
  /** Of what the AI says: how far it got. */
  readonly delivery: 'sending' | 'delivered' | 'withheld' | 'failed' | null;
}

/** Takes events in order; a message that was taken already changes nothing. */
export const messagesOf = (events: readonly RecordedEvent[]): readonly Bubble[] => {
  const folding = foldingMessages();
  for (const event of events) folding.take(event);
  return folding.seen();
};

export const foldingMessages = (): Folding<RecordedEvent, readonly Bubble[]> => {
  const bubbles: Bubble[] = [];
  const places = new Map<string, number>();
  const edit = (id: string, change: Partial<Bubble>): void => {
    const place = places.get(id);
    const bubble = bubbles[place ?? -1];
    if (place !== undefined && bubble !== undefined) bubbles[place] = { ...bubble, ...change };
  };
  return {
    take: (event) => {
      const said = bubbleOf(event);
      if (said === null) for (const [id, change] of changesBy(event)) edit(id, change);
      else if (!places.has(said.id)) places.set(said.id, bubbles.push(said) - 1);
    },
    seen: () => [...bubbles],
  };
};

const blank = {
  author: null,
  verdict: null,
  outcome: null,
  delivery: null,
  kind: 'message',
} as const;

const bubbleOf = (event: RecordedEvent): Bubble | null => {
  const { id, at } = event;
  if (isSaying(event)) {
    const kind = SAYINGS[event.type];
    return { ...blank, id, at, from: 'ai', kind, text: event.data.text, delivery: 'sending' };
  }
  return isMessage(event) ? messageOf(event) : null;
};

/** What the AI says, and who sees it. */
const SAYINGS = {
  ReplyRequested: 'message',
  HandoffMessageRequested: 'message',
  NoteRequested: 'note',
  SuggestionRequested: 'note',
} as const;

type Saying = Extract<RecordedEvent, { type: keyof typeof SAYINGS }>;

const isSaying = (event: RecordedEvent): event is Saying => event.type in SAYINGS;

const FROM = {
  CustomerMessageReceived: 'customer',
  TeammateMessageReceived: 'teammate',
  BotMessageReceived: 'bot',
} as const;

type Message = Extract<RecordedEvent, { type: keyof typeof FROM }>;

const isMessage = (event: RecordedEvent): event is Message => event.type in FROM;

const messageOf = ({ at, type, data }: Message): Bubble => ({
  ...blank,
  id: data.messageId,
  at,
  from: FROM[type],
  kind: 'visibility' in data && data.visibility === 'note' ? 'note' : 'message',
  text: data.text,
  author: data.author.name ?? null,
});

/** How far what the AI says got, by the event that tells it. */
const DELIVERY: { readonly [type: string]: Bubble['delivery'] } = {
  ReplyDelivered: 'delivered',
  NoteDelivered: 'delivered',
  SuggestionDelivered: 'delivered',
  HandoffMessageDelivered: 'delivered',
  SuggestionFailed: 'failed',
  ReplyWithheld: 'withheld',
  ReplyFailed: 'failed',
  NoteFailed: 'failed',
};

/** What an event changes of messages before it, by their ids. */
const changesBy = (
  event: RecordedEvent,
): readonly (readonly [id: string, change: Partial<Bubble>])[] => {
  if (event.type === 'MessageJudged') return [[event.data.messageId, { verdict: event.data }]];
  if (event.type === 'MessagesSettled') {
    const { messageIds, outcome } = event.data;
    return messageIds.map((id) => [id, { outcome }]);
  }
  const delivery = DELIVERY[event.type];
  return delivery !== undefined && 'commandId' in event.data
    ? [[event.data.commandId, { delivery }]]
    : [];
};
