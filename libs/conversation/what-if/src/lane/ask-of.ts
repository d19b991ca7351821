import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { Ask } from './candidate';

/** What a run is asked: the messages that its request names, with everything before it. */
export const askOf = (runId: string, events: readonly RecordedEvent[]): Ask => {
  const place = events.findIndex(({ id }) => id === runId);
  const request = events[place];
  const { messageIds = [], purpose = 'reply' } =
    request?.type === 'ReasoningRequested' ? request.data : {};
  return { runId, messageIds, purpose, events: events.slice(0, place + 1) };
};
