import { createHmac } from 'node:crypto';

export const SECRET = 'client-secret-for-tests';

/** A webhook of Intercom. */
export const notification = (fields: object = {}) =>
  JSON.stringify({
    type: 'notification_event',
    app_id: 'app1',
    id: 'notif_1',
    topic: 'conversation.user.replied',
    delivery_attempts: 1,
    created_at: 1_790_000_000,
    data: {
      item: { type: 'conversation', id: '77', conversation_parts: { conversation_parts: [] } },
    },
    ...fields,
  });

export const sign = (body: string | Uint8Array, secret = SECRET) =>
  `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
