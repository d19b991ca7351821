import { TOPICS } from '@deskstream/contracts';
import { lagOf, sizeOf } from '@deskstream/port-event-log';
import type { EventLog, GroupLag, TopicSize } from '@deskstream/port-event-log';

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
