import type { Draft, LogRecord } from '@deskstream/port-event-log';
import { partitionKey } from '@deskstream/kernel';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { Check } from './connection-record';
import { derivedId } from './derived-id';
import type { Decoded } from './envelope';
import { decodeEnvelope, encodeEnvelope } from './envelope';
import { encodeData } from './records';
import { TOPICS } from './topics';

/** Whoever asks may know that most articles of the source are gone for good. */
const acceptRemovals = Type.Optional(Type.Boolean());

/** Somebody wants a source synced now (S087). */
export const KnowledgeSyncRequested = Type.Object({
  requestedBy: Type.String(),
  reason: Type.Optional(Type.String()),
  acceptRemovals,
});
export type KnowledgeSyncRequested = Static<typeof KnowledgeSyncRequested>;

export const KnowledgeSyncStarted = Type.Object({
  runId: Type.String(),
  /** `schedule`, or who asked. */
  because: Type.String(),
  /** Given by who asked. */
  reason: Type.Optional(Type.String()),
  acceptRemovals,
});
export type KnowledgeSyncStarted = Static<typeof KnowledgeSyncStarted>;

export const ArticleChange = Type.Object({
  articleId: Type.String(),
  /** Hash of its title and text. */
  version: Type.String(),
  change: Type.Union([Type.Literal('added'), Type.Literal('changed'), Type.Literal('removed')]),
});
export type ArticleChange = Static<typeof ArticleChange>;

/** From here on the AI answers from these versions; the same change may be told twice. */
export const KnowledgeArticlesChanged = Type.Object({
  runId: Type.String(),
  articles: Type.Array(ArticleChange),
});
export type KnowledgeArticlesChanged = Static<typeof KnowledgeArticlesChanged>;

export const SyncCounts = Type.Object({
  /** Articles that the source has. */
  listed: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  removed: Type.Integer(),
  unchanged: Type.Integer(),
  /** Could not be read; the version before stays. */
  failed: Type.Integer(),
  /** Calls that were made at the source. */
  requests: Type.Integer(),
});
export type SyncCounts = Static<typeof SyncCounts>;

export const KnowledgeSyncFinished = Type.Object({
  runId: Type.String(),
  because: Type.String(),
  /** Given by who asked. */
  reason: Type.Optional(Type.String()),
  result: Type.Union([
    Type.Literal('complete'),
    /** A check failed: nothing was taken away, and nothing changed if it failed before the articles were read. */
    Type.Literal('refused'),
    /** The source did not answer any more; the next run goes on where this one ended. */
    Type.Literal('unavailable'),
  ]),
  detail: Type.Optional(Type.String()),
  /** The source wants no call before. */
  retryAt: Type.Optional(Type.Integer()),
  checks: Type.Array(Check),
  counts: SyncCounts,
  /** The first of those that failed. */
  errors: Type.Array(Type.Object({ articleId: Type.String(), because: Type.String() })),
  startedAt: Type.Integer(),
  tookMs: Type.Integer(),
});
export type KnowledgeSyncFinished = Static<typeof KnowledgeSyncFinished>;

/** What happened to a workspace's source of articles. Times in milliseconds since the epoch. */
export type KnowledgeRecord = {
  readonly workspace: string;
  readonly source: string;
  readonly at: number;
} & (
  | { readonly type: 'KnowledgeSyncRequested'; readonly data: KnowledgeSyncRequested }
  | { readonly type: 'KnowledgeSyncStarted'; readonly data: KnowledgeSyncStarted }
  | { readonly type: 'KnowledgeArticlesChanged'; readonly data: KnowledgeArticlesChanged }
  | { readonly type: 'KnowledgeSyncFinished'; readonly data: KnowledgeSyncFinished }
);

/** Keyed by source, so that one source's records keep their order. */
export const encodeKnowledgeRecord = (record: KnowledgeRecord): Draft => {
  const { workspace, source, at, type, data } = record;
  const key = partitionKey({ workspace, vendor: source, conversation: '-' });
  const value = encodeData(data);
  const id = derivedId('kn', key, type, at, new TextDecoder().decode(value));
  const correlationId = 'runId' in data ? data.runId : id;
  const headers = encodeEnvelope({
    id,
    type,
    source: type === 'KnowledgeSyncRequested' ? '/audit' : '/knowledge-sync',
    subject: key,
    time: at,
    schemaVersion: 1,
    correlationId,
    causationId: correlationId,
  });
  return { topic: TOPICS.knowledge, key, headers, value };
};

/** Never throws. */
export const decodeKnowledgeRecord = (record: LogRecord): Decoded<KnowledgeRecord> => {
  const envelope = decodeEnvelope(record);
  if (!envelope.ok) return envelope;
  const { type, time: at } = envelope.value;
  const [workspace = '', source = ''] = record.key.split('/').map(decodeURIComponent);
  const data = parsed(record.value);
  const check = Object.hasOwn(CHECKS, type) ? CHECKS[type as KnowledgeRecord['type']] : undefined;
  return check?.(data) === true
    ? { ok: true, value: { workspace, source, at, type, data } as KnowledgeRecord }
    : { ok: false, because: `the value is not a record of type ${type}` };
};

const requested = Compile(KnowledgeSyncRequested);
const started = Compile(KnowledgeSyncStarted);
const changed = Compile(KnowledgeArticlesChanged);
const finished = Compile(KnowledgeSyncFinished);

const CHECKS: { readonly [T in KnowledgeRecord['type']]: (data: unknown) => boolean } = {
  KnowledgeSyncRequested: (data) => requested.Check(data),
  KnowledgeSyncStarted: (data) => started.Check(data),
  KnowledgeArticlesChanged: (data) => changed.Check(data),
  KnowledgeSyncFinished: (data) => finished.Check(data),
};

const parsed = (value: Uint8Array | null): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(value ?? undefined)) as unknown;
  } catch {
    return null;
  }
};
