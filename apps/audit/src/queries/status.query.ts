import { TOPICS } from '@deskstream/contracts';
import type { EventLog } from '@deskstream/port-event-log';

export interface GroupLag {
  readonly group: string;
  readonly topic: string;
  /** Offsets not yet passed; Kafka's transaction markers may leave one per partition. */
  readonly lag: number;
}

export interface TopicSize {
  readonly topic: string;
  readonly partitions: number;
  /** Offsets between start and end. */
  readonly offsets: number;
}

/** Every consumer group of the system with the topic it reads. */
export const GROUPS: readonly (readonly [group: string, topic: string])[] = [
  ['dedup.canonicalise', TOPICS.webhooks],
  ['conversation-orchestrator.decide', TOPICS.inputs],
  ['conversation-orchestrator.stream-index', TOPICS.events],
  ['conversation-orchestrator.timers', TOPICS.events],
  ['conversation-orchestrator.reasoning', TOPICS.events],
  ['vendor-dispatcher.calls', TOPICS.events],
  ['audit.sessions', TOPICS.events],
  ['audit.session-metrics', TOPICS.events],
  ['audit.deliveries', TOPICS.webhooks],
  ['audit.delivery-inputs', TOPICS.inputs],
  ['audit.connection-topics', TOPICS.webhooks],
  ['audit.connections', TOPICS.connections],
  ['audit.gap-checks', TOPICS.gapChecks],
];

export const readStatus = async (
  log: EventLog,
): Promise<{ topics: readonly TopicSize[]; groups: readonly GroupLag[] }> => {
  const [topics, groups] = await Promise.all([
    Promise.all(Object.values(TOPICS).map((topic) => sizeOf(log, topic))),
    Promise.all(GROUPS.map(([group, topic]) => lagOf(log, group, topic))),
  ]);
  return { topics, groups };
};

const sizeOf = async (log: EventLog, topic: string): Promise<TopicSize> => {
  const ends = await log.ends(topic);
  return {
    topic,
    partitions: ends.length,
    offsets: ends.reduce((sum, { start, end }) => sum + end - start, 0),
  };
};

const lagOf = async (log: EventLog, group: string, topic: string): Promise<GroupLag> => {
  const [ends, committed] = await Promise.all([log.ends(topic), log.committed(group, topic)]);
  const next = new Map(committed.map((position) => [position.partition, position.next]));
  const lag = ends.reduce(
    (sum, { partition, start, end }) =>
      sum + Math.max(0, end - Math.max(start, next.get(partition) ?? 0)),
    0,
  );
  return { group, topic, lag };
};
