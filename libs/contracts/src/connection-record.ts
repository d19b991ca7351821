import type { Draft, LogRecord } from '@deskstream/port-event-log';
import { partitionKey } from '@deskstream/kernel';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { derivedId } from './derived-id';
import type { Decoded } from './envelope';
import { decodeEnvelope, encodeEnvelope } from './envelope';
import { encodeData } from './records';
import { TOPICS } from './topics';

/** One named check with what was expected and found. */
export const Check = Type.Object({
  name: Type.String(),
  result: Type.Union([Type.Literal('ok'), Type.Literal('warning'), Type.Literal('failed')]),
  code: Type.Optional(Type.String()),
  expected: Type.String(),
  found: Type.String(),
  fix: Type.Optional(Type.String()),
});

/** A connection was looked at: each named check with what was expected and found (S004). */
export const ConnectionVerified = Type.Object({
  settingsVersion: Type.Integer(),
  /** `schedule`, or who asked. */
  requestedBy: Type.String(),
  reason: Type.Optional(Type.String()),
  checks: Type.Array(Check),
});
export type ConnectionVerified = Static<typeof ConnectionVerified>;

/** Requests to a known address that brought nothing into the log, added up over a short while. */
export const WebhooksRefused = Type.Object({
  /** Milliseconds since the epoch; the envelope's time is that of the last one. */
  since: Type.Integer(),
  /** As in `SIGNATURE.MISMATCH`; `TOPIC.UNKNOWN` was answered with 200 and dropped. */
  code: Type.String(),
  status: Type.Integer(),
  count: Type.Integer({ minimum: 1 }),
  /** Host and path that the last one came to. */
  address: Type.String(),
  /** The topic that nobody knows. */
  vendorTopic: Type.Optional(Type.String()),
});
export type WebhooksRefused = Static<typeof WebhooksRefused>;

/** Webhooks that were answered with 200, added up over half a minute; `slow` took over 500 ms, `late` over 5 s (S010). */
export const WebhooksAcknowledged = Type.Object({
  since: Type.Integer(),
  count: Type.Integer({ minimum: 1 }),
  slow: Type.Integer({ minimum: 0 }),
  late: Type.Integer({ minimum: 0 }),
  totalMs: Type.Integer({ minimum: 0 }),
  maxMs: Type.Integer({ minimum: 0 }),
});
export type WebhooksAcknowledged = Static<typeof WebhooksAcknowledged>;

/** What is known of a connection beside its conversations. Times in milliseconds since the epoch. */
export type ConnectionRecord = {
  readonly workspace: string;
  readonly vendor: string;
  readonly at: number;
} & (
  | { readonly type: 'ConnectionVerified'; readonly data: ConnectionVerified }
  | { readonly type: 'WebhooksRefused'; readonly data: WebhooksRefused }
  | { readonly type: 'WebhooksAcknowledged'; readonly data: WebhooksAcknowledged }
);

/** Keyed by connection, so that one connection's records keep their order. */
export const encodeConnectionRecord = (record: ConnectionRecord): Draft => {
  const { workspace, vendor, at, type, data } = record;
  const key = partitionKey({ workspace, vendor, conversation: '-' });
  const value = encodeData(data);
  const id = derivedId('co', key, type, at, new TextDecoder().decode(value));
  const headers = encodeEnvelope({
    id,
    type,
    source: type === 'ConnectionVerified' ? '/audit' : '/ingress',
    subject: key,
    time: at,
    schemaVersion: 1,
    correlationId: id,
    causationId: id,
  });
  return { topic: TOPICS.connections, key, headers, value };
};

/** Never throws. */
export const decodeConnectionRecord = (record: LogRecord): Decoded<ConnectionRecord> => {
  const envelope = decodeEnvelope(record);
  if (!envelope.ok) return envelope;
  const { type, time: at } = envelope.value;
  const [workspace = '', vendor = ''] = record.key.split('/').map(decodeURIComponent);
  const told = toldIn(type, parsed(record.value));
  return told === null
    ? { ok: false, because: `the value is not a record of type ${type}` }
    : { ok: true, value: { workspace, vendor, at, ...told } };
};

const verified = Compile(ConnectionVerified);
const refused = Compile(WebhooksRefused);
const acknowledged = Compile(WebhooksAcknowledged);

const toldIn = (type: string, data: unknown) => {
  switch (type) {
    case 'ConnectionVerified':
      return verified.Check(data) ? ({ type, data } as const) : null;
    case 'WebhooksRefused':
      return refused.Check(data) ? ({ type, data } as const) : null;
    case 'WebhooksAcknowledged':
      return acknowledged.Check(data) ? ({ type, data } as const) : null;
    default:
      return null;
  }
};

const parsed = (value: Uint8Array | null): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(value ?? undefined)) as unknown;
  } catch {
    return null;
  }
};
