import { WEBHOOK_TYPE, encodeWebhook } from '@deskstream/contracts';
import { partitionKey } from '@deskstream/kernel';
import type { Draft } from '@deskstream/port-event-log';

export const workspace = 'acme';

interface Told {
  readonly topic: string;
  readonly conversation?: string | null;
  readonly delivery: string;
  readonly parts?: readonly object[];
}

export const part = (id: string, fields: object = {}) => ({
  id,
  part_type: 'comment',
  body: `<p>text of ${id}</p>`,
  created_at: 1_790_000_000,
  assigned_to: null,
  author: { type: 'user', id: 'c1' },
  ...fields,
});

export const webhook = ({ topic, conversation = '77', delivery, parts = [] }: Told): Draft => {
  const item = {
    type: 'conversation',
    id: conversation,
    conversation_parts: { conversation_parts: parts },
  };
  const notification = {
    type: 'notification_event',
    id: delivery,
    topic,
    created_at: 1_790_000_000,
    data: { item },
  };
  return encodeWebhook({
    envelope: {
      id: `wh_${delivery}`,
      type: WEBHOOK_TYPE,
      source: '/ingress',
      subject: partitionKey({ workspace, vendor: 'intercom', conversation: conversation ?? '-' }),
      time: 1_790_000_000_000,
      schemaVersion: 1,
      correlationId: delivery,
      causationId: delivery,
    },
    workspace,
    vendor: 'intercom',
    deliveryId: delivery,
    vendorTopic: topic,
    attempt: 1,
    body: new TextEncoder().encode(JSON.stringify(notification)),
  });
};

/** A customer's part, as a webhook. */
export const replied = (delivery: string, partId: string, conversation = '77'): Draft =>
  webhook({ topic: 'conversation.user.replied', delivery, conversation, parts: [part(partId)] });
