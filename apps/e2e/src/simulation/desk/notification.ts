import { createHmac } from 'node:crypto';
import type { EpochMs } from '@deskstream/kernel';
import type { DeskConversation } from './desk-model';

export interface Part {
  readonly id: string;
  readonly at: EpochMs;
  readonly type: 'comment' | 'note' | 'assignment' | 'close';
  readonly text: string;
  readonly author: { readonly type: 'admin' | 'user'; readonly id: string };
  readonly assignedTo?: string | null;
}

/** Whatever an attempt adds is put in when it is sent. */
export interface Notification {
  readonly id: string;
  readonly topic: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface SignedRequest {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const seconds = (at: EpochMs): number => Math.floor(at / 1000);

/** The shape of Intercom's webhooks, API 2.14, with what our adapter reads. */
export const notificationOf = (told: {
  readonly id: string;
  readonly topic: string;
  readonly conversation: DeskConversation;
  readonly part: Part | null;
  readonly at: EpochMs;
}): Notification => ({
  id: told.id,
  topic: told.topic,
  fields: {
    type: 'notification_event',
    id: told.id,
    topic: told.topic,
    created_at: seconds(told.at),
    data: { type: 'notification_event_data', item: itemOf(told.conversation, told.part) },
  },
});

export const signed = (
  notification: Notification,
  attempt: number,
  secret: string,
): SignedRequest => {
  const body = Buffer.from(JSON.stringify({ ...notification.fields, delivery_attempts: attempt }));
  const signature = createHmac('sha1', secret).update(body).digest('hex');
  return {
    body,
    headers: { 'content-type': 'application/json', 'x-hub-signature': `sha1=${signature}` },
  };
};

const itemOf = (conversation: DeskConversation, part: Part | null) => ({
  type: 'conversation',
  id: conversation.id,
  created_at: seconds(conversation.createdAt),
  updated_at: seconds(conversation.updatedAt),
  source: {
    type: 'conversation',
    id: `source-${conversation.id}`,
    delivered_as: 'customer_initiated',
    body: conversation.sourceText,
    author: { type: 'user', id: `user-${conversation.id}` },
  },
  admin_assignee_id: conversation.assignee,
  team_assignee_id: null,
  open: conversation.open,
  conversation_parts: {
    type: 'conversation_part.list',
    conversation_parts: part === null ? [] : [partOf(part)],
  },
});

const partOf = (part: Part) => ({
  type: 'conversation_part',
  id: part.id,
  part_type: part.type,
  body: part.text,
  created_at: seconds(part.at),
  author: part.author,
  ...(part.type === 'assignment'
    ? {
        assigned_to:
          part.assignedTo === null
            ? { type: 'nobody_admin', id: '0' }
            : { type: 'admin', id: part.assignedTo },
      }
    : {}),
});
