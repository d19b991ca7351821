import type { EventLog, Topic } from './event-log.port';

export interface TopicSize {
  readonly topic: Topic;
  readonly partitions: number;
  /** Offsets between start and end. */
  readonly offsets: number;
}

export interface GroupLag {
  readonly group: string;
  readonly topic: Topic;
  /** Offsets not yet passed; Kafka's transaction markers may leave one per partition. */
  readonly lag: number;
}

export const sizeOf = async (log: Pick<EventLog, 'ends'>, topic: Topic): Promise<TopicSize> => {
  const ends = await log.ends(topic);
  return {
    topic,
    partitions: ends.length,
    offsets: ends.reduce((sum, { start, end }) => sum + end - start, 0),
  };
};

export const lagOf = async (
  log: Pick<EventLog, 'ends' | 'committed'>,
  group: string,
  topic: Topic,
): Promise<GroupLag> => {
  const [ends, committed] = await Promise.all([log.ends(topic), log.committed(group, topic)]);
  const next = new Map(committed.map((position) => [position.partition, position.next]));
  const lag = ends.reduce(
    (sum, { partition, start, end }) =>
      sum + Math.max(0, end - Math.max(start, next.get(partition) ?? 0)),
    0,
  );
  return { group, topic, lag };
};
