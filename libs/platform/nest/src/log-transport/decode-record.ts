import type { Decoded, Envelope } from '@deskstream/contracts';
import {
  TOPICS,
  decodeEnvelope,
  decodeEvent,
  decodeInput,
  decodeWebhook,
} from '@deskstream/contracts';
import type { LogRecord } from '@deskstream/port-event-log';

export interface DecodedMessage {
  readonly envelope: Envelope;
  /** `RecordedEvent`, `ConversationInput`, or the webhook, by topic; of other topics the raw bytes. */
  readonly payload: unknown;
}

/** By the catalogue: validated and upcast. Topics that are not in it are handed over as they are. */
export const decodeRecord = (record: LogRecord): Decoded<DecodedMessage> => {
  switch (record.topic) {
    case TOPICS.events:
      return mapped(decodeEvent(record), ({ envelope, event }) => ({ envelope, payload: event }));
    case TOPICS.inputs:
      return mapped(decodeInput(record), ({ envelope, input }) => ({ envelope, payload: input }));
    case TOPICS.webhooks:
      return mapped(decodeWebhook(record), (webhook) => ({
        envelope: webhook.envelope,
        payload: webhook,
      }));
    default:
      return mapped(decodeEnvelope(record), (envelope) => ({ envelope, payload: record.value }));
  }
};

const mapped = <A, B>(decoded: Decoded<A>, change: (value: A) => B): Decoded<B> =>
  decoded.ok ? { ok: true, value: change(decoded.value) } : decoded;
