import type { Draft, LogRecord } from '@deskstream/port-event-log';
import { parsePartitionKey } from '@deskstream/kernel';
import { derivedId, inputIdOf } from './derived-id';
import { encodeInput } from './records';
import { TOPICS } from './topics';

/** Why a record was parked. `step` is `<service>.<step>`; `because` names what was wrong, never a body. */
export interface DeadLetterReason {
  readonly step: string;
  readonly because: string;
  readonly attempts: number;
}

/**
 * The record as it was, bytes and headers kept, plus where it came from. Redriving it means
 * publishing it again to `dl_origin_topic` without the `dl_` headers.
 */
export const deadLetterOf = (record: LogRecord, reason: DeadLetterReason): Draft => ({
  topic: TOPICS.deadLetters,
  key: record.key,
  value: record.value,
  headers: {
    ...record.headers,
    dl_id: derivedId('dl', record.topic, record.partition, record.offset),
    dl_step: reason.step,
    dl_because: reason.because,
    dl_attempts: String(reason.attempts),
    dl_origin_topic: record.topic,
    dl_origin_partition: String(record.partition),
    dl_origin_offset: String(record.offset),
  },
});

/** A record that was never published: parked, so that redriving publishes it for the first time. `id` names what it is about. */
export const deadLetterFor = (
  draft: Draft,
  { id, ...reason }: DeadLetterReason & { readonly id: string },
): Draft => ({
  ...draft,
  topic: TOPICS.deadLetters,
  headers: {
    ...draft.headers,
    dl_id: derivedId('dl', id),
    dl_step: reason.step,
    dl_because: reason.because,
    dl_attempts: String(reason.attempts),
    dl_origin_topic: draft.topic,
  },
});

/** Who has records published again, and why. */
export interface Redriving {
  readonly operator: string;
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * What redriving publishes: the record, and beside it for the session's log who did it and why. Records of
 * settings or of connections belong to no session, so nothing is told of them. Empty: it cannot be redriven.
 */
export const redriveOf = (parked: LogRecord, redriving: Redriving): readonly Draft[] => {
  const draft = redriven(parked);
  if (draft === null) return [];
  return SESSION_TOPICS.has(draft.topic) && parsePartitionKey(parked.key) !== null
    ? [told(parked, redriving), draft]
    : [draft];
};

const SESSION_TOPICS: ReadonlySet<string> = new Set([TOPICS.webhooks, TOPICS.inputs]);

const told = ({ key, headers }: LogRecord, { operator, reason, at }: Redriving): Draft => {
  const deadLetterId = headers['dl_id'] ?? '';
  const id = inputIdOf(key, 'DeadLetterRedriven', `${deadLetterId}/${at}`);
  const { dl_step: step = '', dl_because: because = '' } = headers;
  const envelope = { id, source: '/audit', subject: key, time: at };
  return encodeInput(
    { ...envelope, correlationId: deadLetterId, causationId: deadLetterId },
    { type: 'DeadLetterRedriven', data: { deadLetterId, step, because, operator, reason } },
  );
};

/**
 * The parked record, ready to be published to the topic it came from. `null` when it does not say which, and
 * for an event: a reader could not use it, but it stands in the log, which has one writer (ADR 1).
 */
export const redriven = (parked: LogRecord): Draft | null => {
  const topic = parked.headers['dl_origin_topic'];
  if (!topic || topic === TOPICS.events) return null;
  const own = Object.entries(parked.headers).filter(([name]) => !name.startsWith('dl_'));
  return { topic, key: parked.key, value: parked.value, headers: Object.fromEntries(own) };
};
