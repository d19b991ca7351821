import type { Clock } from '@deskstream/kernel';
import { fieldsOf, listOf, textOf } from '../api/fields';
import type { Contact, Conversation } from './model';

/** A conversation read out of one of the vendor's own webhooks, as far as a desk needs it. */
export interface Adopted {
  readonly conversation: Conversation;
  readonly contact: Contact;
}

/** `null` when the notification is not about a conversation. */
export const adoptedFrom = (notification: unknown, clock: Clock): Adopted | null => {
  const item = fieldsOf(fieldsOf(fieldsOf(notification)['data'])['item']);
  const id = textOf(item['id']);
  if (item['type'] !== 'conversation' || id === undefined) return null;
  const source = fieldsOf(item['source']);
  const contact = contactFrom(item, clock);
  const at = clock.now();
  const conversation: Conversation = {
    id,
    sourceId: textOf(source['id']) ?? `s${id}`,
    contactId: contact.id,
    sourceBody: textOf(source['body']) ?? '',
    sourceAuthor: contact,
    createdAt: at,
    updatedAt: at,
    state: 'open',
    snoozedUntil: null,
    adminId: textOf(item['admin_assignee_id']) ?? null,
    teamId: textOf(item['team_assignee_id']) ?? null,
    parts: [],
    tags: [],
    customAttributes: {},
    deleted: false,
  };
  return { conversation, contact };
};

const contactFrom = (item: ReturnType<typeof fieldsOf>, clock: Clock): Contact => {
  const author = fieldsOf(fieldsOf(item['source'])['author']);
  const [listed] = listOf(fieldsOf(item['contacts'])['contacts']);
  return {
    type: 'user',
    id: textOf(fieldsOf(listed)['id']) ?? textOf(author['id']) ?? 'unknown',
    name: textOf(author['name']) ?? 'Customer',
    email: textOf(author['email']) ?? 'customer@example.com',
    createdAt: clock.now(),
  };
};
