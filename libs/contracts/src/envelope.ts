import type { Headers, LogRecord } from '@deskstream/port-event-log';
import type { EpochMs, PartitionKey } from '@deskstream/kernel';
import { parsePartitionKey } from '@deskstream/kernel';

/** CloudEvents 1.0 attributes (Kafka binary mode: `ce_` headers) plus ours as extension attributes. */
export interface Envelope {
  readonly id: string;
  readonly type: string;
  /** `/<service>`. */
  readonly source: string;
  /** The conversation's partition key. */
  readonly subject: PartitionKey;
  readonly time: EpochMs;
  readonly schemaVersion: number;
  /** The delivery that started it all. */
  readonly correlationId: string;
  /** The record that directly caused this one. */
  readonly causationId: string;
  /** W3C trace context of the step that wrote the record. */
  readonly traceparent?: string;
}

/** What only events of the log carry. */
export interface EventEnvelope extends Envelope {
  /** Gapless from 1 within the conversation. */
  readonly seq: number;
  /** SHA-256 (hex) of the event before, or {@link GENESIS}. */
  readonly prevHash: string;
  /** `partition:offset` of the input in `conversation-inputs`. */
  readonly cause: string;
  readonly settingsVersion: number;
  /** SHA-256 (hex) of the folded state; on the last event of each decision only. */
  readonly stateHash?: string;
}

export const GENESIS = '0'.repeat(64);

export const encodeEnvelope = (envelope: Envelope): Record<string, string> => ({
  ce_specversion: '1.0',
  ce_id: envelope.id,
  ce_type: envelope.type,
  ce_source: envelope.source,
  ce_subject: envelope.subject,
  ce_time: new Date(envelope.time).toISOString(),
  ce_schemaversion: String(envelope.schemaVersion),
  ce_correlationid: envelope.correlationId,
  ce_causationid: envelope.causationId,
  ...(envelope.traceparent === undefined ? {} : { traceparent: envelope.traceparent }),
  'content-type': 'application/json',
});

export const encodeEventEnvelope = (envelope: EventEnvelope): Record<string, string> => ({
  ...encodeEnvelope(envelope),
  ce_seq: String(envelope.seq),
  ce_prevhash: envelope.prevHash,
  ce_cause: envelope.cause,
  ce_settingsversion: String(envelope.settingsVersion),
  ...(envelope.stateHash === undefined ? {} : { ce_statehash: envelope.stateHash }),
});

export type Decoded<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: string };

/** Never throws: a record without a whole envelope says which header is wrong. */
export const decodeEnvelope = (record: Pick<LogRecord, 'headers' | 'key'>): Decoded<Envelope> => {
  const { headers } = record;
  const missing = REQUIRED.find((name) => !headers[name]);
  if (missing) return { ok: false, because: `header ${missing} is missing` };
  const time = Date.parse(headers['ce_time'] ?? '');
  if (Number.isNaN(time)) return { ok: false, because: 'header ce_time is not an RFC 3339 time' };
  if (parsePartitionKey(record.key) === null)
    return { ok: false, because: 'the key is not workspace/vendor/conversation' };
  return { ok: true, value: readEnvelope(headers, time) };
};

export const decodeEventEnvelope = (
  record: Pick<LogRecord, 'headers' | 'key'>,
): Decoded<EventEnvelope> => {
  const base = decodeEnvelope(record);
  if (!base.ok) return base;
  const { headers } = record;
  const seq = Number(headers['ce_seq']);
  if (!Number.isSafeInteger(seq) || seq < 1)
    return { ok: false, because: 'header ce_seq is not a positive integer' };
  const prevHash = headers['ce_prevhash'];
  if (!prevHash) return { ok: false, because: 'header ce_prevhash is missing' };
  const stateHash = headers['ce_statehash'];
  return {
    ok: true,
    value: {
      ...base.value,
      seq,
      prevHash,
      cause: headers['ce_cause'] ?? '',
      settingsVersion: Number(headers['ce_settingsversion'] ?? 0),
      ...(stateHash === undefined ? {} : { stateHash }),
    },
  };
};

const REQUIRED = ['ce_id', 'ce_type', 'ce_source', 'ce_correlationid', 'ce_causationid'] as const;

const readEnvelope = (headers: Headers, time: number): Envelope => {
  const traceparent = headers['traceparent'];
  const text = (name: string): string => headers[name] ?? '';
  return {
    id: text('ce_id'),
    type: text('ce_type'),
    source: text('ce_source'),
    subject: text('ce_subject'),
    time,
    schemaVersion: Number(headers['ce_schemaversion'] ?? 1),
    correlationId: text('ce_correlationid'),
    causationId: text('ce_causationid'),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
};
