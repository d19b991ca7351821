import type { EventLog, LogRecord, Offset, Topic } from './event-log.port';

type Readable = Pick<EventLog, 'ends' | 'readTopic'>;

/** What a topic holds now, one partition after another, each oldest first. */
export const eachRecord = (log: Readable, topic: Topic): AsyncIterable<LogRecord> =>
  unreadIn(log, topic)();

/** {@link eachRecord} at once, for topics that fit into memory. */
export const readAll = async (log: Readable, topic: Topic): Promise<LogRecord[]> => {
  const records: LogRecord[] = [];
  for await (const record of eachRecord(log, topic)) records.push(record);
  return records;
};

/** Each call reads what came since the last one was read to its end; the first one reads everything. */
export const unreadIn = (log: Readable, topic: Topic): (() => AsyncIterable<LogRecord>) => {
  const next = new Map<number, Offset>();
  return async function* () {
    for (const { partition, start, end } of await log.ends(topic)) {
      const from = Math.max(next.get(partition) ?? 0, start);
      if (from >= end) continue;
      yield* log.readTopic({ topic, partition, from, to: end });
      next.set(partition, end);
    }
  };
};
