import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { Turn } from '@deskstream/port-ai';

/**
 * What was said, oldest first, as the answerer reads it, without what was redacted since: replays the log,
 * asks nobody. Messages that webhooks told in another order stand in the order of the vendor's times.
 */
export const contextOf = (events: readonly RecordedEvent[]): readonly Turn[] => {
  const requested = new Map<string, string>();
  const redacted = new Set(events.flatMap(redactedBy));
  const said: Said[] = [];
  for (const event of events) {
    if (redacted.has(messageIdOf(event))) continue;
    const turn = turnOf(event, requested);
    if (turn !== null && turn.text.trim() !== '')
      said.splice(placeOf(said, vendorAtOf(event)), 0, { turn, at: vendorAtOf(event) });
  }
  return said.map(({ turn }) => turn);
};

interface Said {
  readonly turn: Turn;
  /** `null`: our own words, which stand where the log has them. */
  readonly at: number | null;
}

const placeOf = (said: readonly Said[], at: number | null): number => {
  if (at === null) return said.length;
  const before = said.findLastIndex((other) => other.at === null || other.at <= at);
  return before + 1;
};

const vendorAtOf = (event: RecordedEvent): number | null =>
  event.type === 'CustomerMessageReceived' || event.type === 'TeammateMessageReceived'
    ? event.data.vendorAt
    : null;

const redactedBy = (event: RecordedEvent): readonly string[] =>
  event.type === 'MessageRedacted' ? [event.data.messageId] : [];

const messageIdOf = (event: RecordedEvent): string => {
  if (event.type === 'ReplyDelivered') return event.data.vendorMessageId ?? '';
  const said = event.type === 'CustomerMessageReceived' || event.type === 'TeammateMessageReceived';
  return said ? event.data.messageId : '';
};

const turnOf = (event: RecordedEvent, requested: Map<string, string>): Turn | null => {
  if (event.type === 'CustomerMessageReceived') return { role: 'customer', text: event.data.text };
  if (event.type === 'TeammateMessageReceived' && event.data.visibility === 'public')
    return { role: 'teammate', text: event.data.text };
  if (event.type === 'ReplyRequested') requested.set(event.id, event.data.text);
  if (event.type === 'ReplyDelivered')
    return { role: 'assistant', text: requested.get(event.data.commandId) ?? '' };
  return null;
};
