import { eventSchemas, inputSchemas } from '@deskstream/conversation-domain';
import type { TopicSpec } from '@deskstream/port-event-log';
import type { TSchema } from 'typebox';
import * as connections from './connection-record';
import * as gaps from './gap-record';
import * as knowledge from './knowledge-record';
import type { TopicName } from './topics';
import { topicCatalogue, TOPICS } from './topics';
import { currentVersion } from './upcasters';

type Json = Readonly<Record<string, unknown>>;

/**
 * The topics as an AsyncAPI 3.0 document: a channel for each, a message with its JSON Schema for each type
 * of record, and the headers that all of them carry. `docs/reference/asyncapi.json` is made from it.
 */
export const asyncApi = (): Json => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Deskstream',
    version: '1',
    description: ABOUT,
    license: { name: 'Apache-2.0' },
  },
  defaultContentType: 'application/json',
  channels: Object.fromEntries(topicCatalogue(8).map((spec) => [spec.topic, channelOf(spec)])),
  operations: Object.fromEntries(
    Object.values(TOPICS).map((topic) => [
      `receive.${topic}`,
      { action: 'receive', channel: { $ref: `#/channels/${escaped(topic)}` } },
    ]),
  ),
  components: { schemas: { Envelope: ENVELOPE, EventEnvelope: EVENT_ENVELOPE } },
});

const ABOUT =
  'Read with isolation.level=read_committed: records of a transaction that failed stand in the log, too. ' +
  'The key of a conversation is workspace/vendor/conversation. Stored shapes only grow; a type whose shape ' +
  'had to change counts its ce_schemaversion up, and older versions stay in the log.';

interface Described {
  readonly about: string;
  readonly personalData: boolean;
  readonly records: Readonly<Record<string, TSchema>>;
}

const DESCRIBED: Readonly<Record<TopicName, Described>> = {
  [TOPICS.events]: {
    about: 'What was decided in each conversation: the source of truth.',
    personalData: true,
    records: eventSchemas,
  },
  [TOPICS.inputs]: {
    about: 'Everything that may change a conversation, each occurrence once.',
    personalData: true,
    records: inputSchemas,
  },
  [TOPICS.webhooks]: {
    about: 'Accepted deliveries. The value is the body as the help desk sent it.',
    personalData: true,
    records: {},
  },
  [TOPICS.deadLetters]: {
    about:
      'Records that could not be used, as they were; the headers dl_step, dl_because, dl_attempts and dl_origin_topic say why and where from.',
    personalData: true,
    records: {},
  },
  [TOPICS.settings]: {
    about:
      'Every version of the settings of each workspace. For Deskstream alone: secrets in it are sealed.',
    personalData: false,
    records: {},
  },
  [TOPICS.connections]: {
    about: 'Verifications of connections, and what ingress refused or acknowledged, added up.',
    personalData: false,
    records: {
      ConnectionVerified: connections.ConnectionVerified,
      WebhooksRefused: connections.WebhooksRefused,
      WebhooksAcknowledged: connections.WebhooksAcknowledged,
    },
  },
  [TOPICS.gapChecks]: {
    about: 'The last comparison with each help desk.',
    personalData: false,
    records: {
      GapCheckRequested: gaps.GapCheckRequested,
      GapCheckFinished: gaps.GapCheckFinished,
    },
  },
  [TOPICS.knowledge]: {
    about: 'Syncs of articles, and which versions count from when.',
    personalData: false,
    records: {
      KnowledgeSyncRequested: knowledge.KnowledgeSyncRequested,
      KnowledgeSyncStarted: knowledge.KnowledgeSyncStarted,
      KnowledgeArticlesChanged: knowledge.KnowledgeArticlesChanged,
      KnowledgeSyncFinished: knowledge.KnowledgeSyncFinished,
    },
  },
};

const channelOf = ({ topic, cleanup }: TopicSpec): Json => {
  const { about, personalData, records } = DESCRIBED[topic as TopicName];
  const envelope = topic === TOPICS.events ? 'EventEnvelope' : 'Envelope';
  return {
    address: topic,
    description: about,
    'x-personal-data': personalData,
    bindings: { kafka: { topicConfiguration: kept(cleanup), bindingVersion: '0.5.0' } },
    messages: Object.fromEntries(
      Object.entries(records).map(([type, schema]) => [type, messageOf(type, schema, envelope)]),
    ),
  };
};

const kept = (cleanup: TopicSpec['cleanup']): Json => {
  if (cleanup === 'compact') return { 'cleanup.policy': ['compact'] };
  const forEver = -1;
  return {
    'cleanup.policy': ['delete'],
    'retention.ms': cleanup === 'keep' ? forEver : cleanup.deleteAfterMs,
  };
};

const messageOf = (type: string, schema: TSchema, envelope: string): Json => ({
  name: type,
  'x-schemaversion': currentVersion(type),
  headers: { $ref: `#/components/schemas/${envelope}` },
  payload: schema,
});

const escaped = (topic: string): string => topic.replaceAll('~', '~0').replaceAll('/', '~1');

const text = (description: string): Json => ({ type: 'string', description });

const BASE = {
  ce_specversion: { const: '1.0' },
  ce_id: text('Derived from what happened: the same occurrence has the same id, always.'),
  ce_type: text('The name of the message.'),
  ce_source: text('The service that wrote it, as in /dedup.'),
  ce_subject: text('The key: workspace/vendor/conversation.'),
  ce_time: { type: 'string', format: 'date-time' },
  ce_schemaversion: { type: 'string', pattern: '^[0-9]+$' },
  ce_correlationid: text('The delivery that started it all.'),
  ce_causationid: text('The record that directly caused this one.'),
  traceparent: text('W3C trace context of the step that wrote it.'),
};

const ENVELOPE = {
  type: 'object',
  required: ['ce_id', 'ce_type', 'ce_source', 'ce_time', 'ce_correlationid', 'ce_causationid'],
  properties: BASE,
};

const EVENT_ENVELOPE = {
  type: 'object',
  required: [...ENVELOPE.required, 'ce_seq', 'ce_prevhash'],
  properties: {
    ...BASE,
    ce_seq: text('1, 2, 3 … without a gap within the conversation.'),
    ce_prevhash: text('SHA-256 of the event before it; zeros before the first.'),
    ce_cause: text('partition:offset of the input that it was decided on.'),
    ce_settingsversion: text('The version of the settings that decided.'),
    ce_statehash: text('SHA-256 of the state; on the last event of each decision.'),
  },
};
