import type { Draft, LogRecord } from '@deskstream/port-event-log';
import { derivedId } from './derived-id';
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

/** The parked record, ready to be published to the topic it came from; `null` when it does not say which. */
export const redriven = (parked: LogRecord): Draft | null => {
  const topic = parked.headers['dl_origin_topic'];
  if (!topic) return null;
  const own = Object.entries(parked.headers).filter(([name]) => !name.startsWith('dl_'));
  return { topic, key: parked.key, value: parked.value, headers: Object.fromEntries(own) };
};
