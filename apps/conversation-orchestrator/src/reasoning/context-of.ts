import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { Turn } from '@deskstream/port-ai';

/** What was said, oldest first, as the answerer reads it, without what was redacted since: replays the log, asks nobody. */
export const contextOf = (events: readonly RecordedEvent[]): readonly Turn[] => {
  const requested = new Map<string, string>();
  const redacted = new Set(events.flatMap(redactedBy));
  const turns: Turn[] = [];
  for (const event of events) {
    if (redacted.has(messageIdOf(event))) continue;
    const turn = turnOf(event, requested);
    if (turn !== null && turn.text.trim() !== '') turns.push(turn);
  }
  return turns;
};

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
