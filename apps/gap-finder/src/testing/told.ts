import { createMemoryStreamIndex } from '@deskstream/adapter-stores-memory';
import { encodeData, encodeEvent, eventHash, GENESIS } from '@deskstream/contracts';
import type { ConversationEvent } from '@deskstream/conversation-domain';
import type { StreamIndex } from '@deskstream/port-stream-index';

/** One event of the log with the time that it was decided at. */
export type Told = ConversationEvent & { readonly at: number };

/** An index that holds these events of one conversation, chained as the orchestrator does. */
export const indexOf = async (key: string, events: readonly Told[]): Promise<StreamIndex> => {
  const index = createMemoryStreamIndex();
  let prevHash = GENESIS;
  const rows = events.map(({ at, type, data }, nth) => {
    const seq = nth + 1;
    const envelope = {
      id: `ev_${seq}`,
      type,
      source: '/conversation-orchestrator',
      subject: key,
      time: at,
      schemaVersion: 1,
      correlationId: 'co_1',
      causationId: `in_${seq}`,
      seq,
      prevHash,
      cause: `0:${seq}`,
      settingsVersion: 1,
    };
    const value = encodeData(data);
    prevHash = eventHash(envelope, value);
    const stored = { ...encodeEvent(envelope, value), partition: 0, offset: nth, timestamp: at };
    return { seq, eventId: envelope.id, record: stored, key, type, at };
  });
  await index.write({ partition: 0, from: 0, to: rows.length, rows });
  return index;
};
