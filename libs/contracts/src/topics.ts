import type { TopicSpec } from '@deskstream/port-event-log';

const day = 86_400_000;

/** Logical names; an installation may put a namespace in front of them. */
export const TOPICS = {
  webhooks: 'deskstream.webhooks.v1',
  inputs: 'deskstream.conversation-inputs.v1',
  events: 'deskstream.conversation-events.v1',
  settings: 'deskstream.settings.v1',
  deadLetters: 'deskstream.dead-letters.v1',
  connections: 'deskstream.connections.v1',
  gapChecks: 'deskstream.gap-checks.v1',
  knowledge: 'deskstream.knowledge.v1',
} as const;

export type TopicName = (typeof TOPICS)[keyof typeof TOPICS];

/**
 * All topics share one partition count, so that a conversation has the same partition number in
 * each. The count is fixed at creation: adding partitions re-homes keys.
 */
export const topicCatalogue = (partitions: number): readonly TopicSpec[] => [
  { topic: TOPICS.webhooks, partitions, cleanup: { deleteAfterMs: 7 * day } },
  { topic: TOPICS.inputs, partitions, cleanup: { deleteAfterMs: 30 * day } },
  { topic: TOPICS.events, partitions, cleanup: 'keep' },
  { topic: TOPICS.settings, partitions: 1, cleanup: 'compact' },
  { topic: TOPICS.deadLetters, partitions, cleanup: { deleteAfterMs: 90 * day } },
  { topic: TOPICS.connections, partitions: 1, cleanup: { deleteAfterMs: 90 * day } },
  { topic: TOPICS.gapChecks, partitions: 1, cleanup: 'compact' },
  { topic: TOPICS.knowledge, partitions: 1, cleanup: 'keep' },
];
