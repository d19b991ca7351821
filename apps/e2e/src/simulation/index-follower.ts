import { decodeEventEnvelope, TOPICS } from '@deskstream/contracts';
import type { EventLog, LogRecord } from '@deskstream/port-event-log';
import type { IndexRow, StreamIndex } from '@deskstream/port-stream-index';

export const INDEX_GROUP = 'audit.stream-index';

/** Keeps the stream index in step with the log, as `audit` does. */
export const startIndexFollower = async (log: EventLog, index: StreamIndex): Promise<void> => {
  await log.process({
    group: INDEX_GROUP,
    topic: TOPICS.events,
    mode: 'follower',
    openLane: async ({ partition }) => {
      let next = await index.checkpoint(partition);
      return {
        from: next,
        handle: async (batch) => {
          const to = (batch.at(-1)?.offset ?? next) + 1;
          const outcome = await index.write({ partition, from: next, to, rows: batch.map(rowOf) });
          if (outcome === 'stale') throw new Error('another follower was faster');
          next = to;
          return [];
        },
      };
    },
  });
};

const rowOf = (record: LogRecord): IndexRow => {
  const envelope = decodeEventEnvelope(record);
  if (!envelope.ok) throw new Error(envelope.because);
  const { seq, id, type, time } = envelope.value;
  return { seq, eventId: id, record, key: record.key, type, at: time };
};
