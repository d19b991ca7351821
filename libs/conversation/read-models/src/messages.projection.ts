import type { EventData, RecordedEvent } from '@deskstream/conversation-domain';

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

export const messagesOf = (events: readonly RecordedEvent[]): readonly Bubble[] =>
  events.reduce<readonly Bubble[]>(take, []);

const take = (bubbles: readonly Bubble[], event: RecordedEvent): readonly Bubble[] => {
  const said = bubbleOf(event);
  return said === null ? changed(bubbles, event) : [...bubbles, said];
};

const blank = {
  author: null,
  verdict: null,
  outcome: null,
  delivery: null,
  kind: 'message',
} as const;

const bubbleOf = (event: RecordedEvent): Bubble | null => {
  const { at } = event;
  switch (event.type) {
    case 'CustomerMessageReceived':
    case 'TeammateMessageReceived':
    case 'BotMessageReceived': {
      const { messageId: id, text, author } = event.data;
      const from = FROM[event.type];
      const kind =
        'visibility' in event.data && event.data.visibility === 'note' ? 'note' : 'message';
      return { ...blank, id, at, from, kind, text, author: author.name ?? null };
    }
    case 'ReplyRequested':
    case 'NoteRequested': {
      const kind = event.type === 'NoteRequested' ? 'note' : 'message';
      return {
        ...blank,
        id: event.id,
        at,
        from: 'ai',
        kind,
        text: event.data.text,
        delivery: 'sending',
      };
    }
    default:
      return null;
  }
};

const FROM = {
  CustomerMessageReceived: 'customer',
  TeammateMessageReceived: 'teammate',
  BotMessageReceived: 'bot',
} as const;

const changed = (bubbles: readonly Bubble[], event: RecordedEvent): readonly Bubble[] => {
  switch (event.type) {
    case 'MessageJudged':
      return edit(bubbles, [event.data.messageId], { verdict: event.data });
    case 'MessagesSettled':
      return edit(bubbles, event.data.messageIds, { outcome: event.data.outcome });
    case 'ReplyDelivered':
    case 'NoteDelivered':
      return edit(bubbles, [event.data.commandId], { delivery: 'delivered' });
    case 'ReplyWithheld':
      return edit(bubbles, [event.data.commandId], { delivery: 'withheld' });
    case 'ReplyFailed':
    case 'NoteFailed':
      return edit(bubbles, [event.data.commandId], { delivery: 'failed' });
    default:
      return bubbles;
  }
};

const edit = (
  bubbles: readonly Bubble[],
  ids: readonly string[],
  change: Partial<Bubble>,
): readonly Bubble[] =>
  bubbles.map((bubble) => (ids.includes(bubble.id) ? { ...bubble, ...change } : bubble));
