import type { Draft, LogRecord } from '@deskstream/port-event-log';
import type { Decoded, Envelope } from './envelope';
import { decodeEnvelope, encodeEnvelope } from './envelope';
import { TOPICS } from './topics';

/** One accepted delivery as it came: the vendor's bytes, with what ingress knows in the headers. */
export interface WebhookRecord {
  /** `id` is derived from delivery id and attempt; `correlationId` is the delivery id. */
  readonly envelope: Envelope;
  readonly workspace: string;
  readonly vendor: string;
  readonly deliveryId: string;
  readonly vendorTopic: string;
  readonly attempt: number;
  readonly body: Uint8Array;
  /** Host and path that the request came to, to be compared with the configured URL (S003, S009). */
  readonly address?: string;
}

export const WEBHOOK_TYPE = 'WebhookReceived';

export const encodeWebhook = (record: WebhookRecord): Draft => ({
  topic: TOPICS.webhooks,
  key: record.envelope.subject,
  headers: {
    ...encodeEnvelope(record.envelope),
    ce_workspace: record.workspace,
    ce_vendor: record.vendor,
    ce_deliveryid: record.deliveryId,
    ce_vendortopic: record.vendorTopic,
    ce_attempt: String(record.attempt),
    ...(record.address === undefined ? {} : { ce_address: record.address }),
  },
  value: record.body,
});

export const decodeWebhook = (record: LogRecord): Decoded<WebhookRecord> => {
  const envelope = decodeEnvelope(record);
  if (!envelope.ok) return envelope;
  if (record.value === null) return { ok: false, because: 'the value is empty' };
  const { headers } = record;
  return {
    ok: true,
    value: {
      envelope: envelope.value,
      workspace: headers['ce_workspace'] ?? '',
      vendor: headers['ce_vendor'] ?? '',
      deliveryId: headers['ce_deliveryid'] ?? '',
      vendorTopic: headers['ce_vendortopic'] ?? '',
      attempt: Number(headers['ce_attempt'] ?? 1),
      body: record.value,
      ...addressOf(headers),
    },
  };
};

const addressOf = ({ ce_address: address }: LogRecord['headers']): { readonly address?: string } =>
  address === undefined ? {} : { address };
