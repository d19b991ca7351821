import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { Turn } from '@deskstream/port-ai';

/** What was said, oldest first, as the answerer reads it: replays the log, asks nobody. */
export const contextOf = (events: readonly RecordedEvent[]): readonly Turn[] => {
  const requested = new Map<string, string>();
  const turns: Turn[] = [];
  for (const event of events) {
    const turn = turnOf(event, requested);
    if (turn !== null && turn.text.trim() !== '') turns.push(turn);
  }
  return turns;
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
