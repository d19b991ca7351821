import { decodeEvent } from '@deskstream/contracts';
import { messagesOf } from '@deskstream/conversation-read-models';
import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { PartitionKey } from '@deskstream/kernel';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { DispatchRequest } from '../request';

const SPEAKERS = { customer: 'Customer', teammate: 'Teammate', ai: 'AI', bot: 'Bot' } as const;

/**
 * A ticket that is to tell what was said so far gets it from the log, up to its own request, so that
 * every attempt says the same. `null`: the index has not come so far yet.
 */
export const withTranscript = async (
  request: DispatchRequest,
  key: PartitionKey,
  index: StreamIndex,
): Promise<DispatchRequest | null> => {
  const { command, transcriptTo } = request;
  if (command.kind !== 'ticket' || transcriptTo === undefined) return request;
  const events: RecordedEvent[] = [];
  for await (const { seq, record } of index.readStream(key)) {
    if (seq > transcriptTo) break;
    const decoded = decodeEvent(record);
    if (decoded.ok) events.push(decoded.value.event);
  }
  if (events.length < transcriptTo) return null;
  const said = messagesOf(events)
    .filter(
      ({ kind, from, delivery }) =>
        kind === 'message' && (from !== 'ai' || delivery === 'delivered'),
    )
    .map(({ from, author, text }) => `${author ?? SPEAKERS[from]}: ${text}`);
  return {
    ...request,
    command: { ...command, content: `${command.content}\n\n${said.join('\n')}` },
  };
};
