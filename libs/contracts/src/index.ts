export { asyncApi } from './asyncapi';
export { decodeConnectionRecord, encodeConnectionRecord } from './connection-record';
export type { ConnectionRecord, ConnectionVerified, WebhooksRefused } from './connection-record';
export { deadLetterFor, deadLetterOf, redriven, redriveOf } from './dead-letter';
export type { DeadLetterReason, Redriving } from './dead-letter';
export { derivedId, eventIdOf, inputIdOf, reportIdOf } from './derived-id';
export { GENESIS, decodeEnvelope, decodeEventEnvelope, encodeEnvelope } from './envelope';
export type { Decoded, Envelope, EventEnvelope } from './envelope';
export { contradicts, eventHash, stateHash } from './hash-chain';
export { decodeEvent, decodeInput, encodeData, encodeEvent, encodeInput } from './records';
export type { AnyInput, EventRecord, InputRecord } from './records';
export { decodeGapRecord, encodeGapRecord } from './gap-record';
export type { GapCheckFinished, GapCheckRequested, GapRecord } from './gap-record';
export { decodeKnowledgeRecord, encodeKnowledgeRecord } from './knowledge-record';
export type {
  ArticleChange,
  KnowledgeArticlesChanged,
  KnowledgeRecord,
  KnowledgeSyncFinished,
  KnowledgeSyncRequested,
  KnowledgeSyncStarted,
  SyncCounts,
} from './knowledge-record';
export { applyRecord, emptyHead } from './stream-head';
export type { StreamHead } from './stream-head';
export { TOPICS, topicCatalogue } from './topics';
export type { TopicName } from './topics';
export { currentVersion, upcast, upcasters } from './upcasters';
export type { Upcaster } from './upcasters';
export { WEBHOOK_TYPE, decodeWebhook, encodeWebhook } from './webhook-record';
export type { WebhookRecord } from './webhook-record';
