import { createHash } from 'node:crypto';
import type { Fields } from '../payload';
import { idOf, textOf } from '../payload';
import { isMessageTopic } from './topics';

/** Older pages of the documentation call it `eventType`. */
export const topicOf = (event: Fields): string =>
  textOf(event['subscriptionType']) || textOf(event['eventType']);

/**
 * Names what happened, and neither the attempt nor `eventId`, which is not unique: the message, or
 * the change with its time (vendors/hubspot.md §4).
 */
export const deliveryIdOf = (event: Fields): string => {
  const fields = isMessageTopic(topicOf(event)) && event['messageId'] ? MESSAGE : CHANGE;
  const named = [topicOf(event), ...fields.map((name) => event[name] ?? null)];
  const hash = createHash('sha256').update(JSON.stringify(named)).digest('hex');
  return `hs_${hash.slice(0, 40)}`;
};

const MESSAGE = ['portalId', 'objectId', 'messageId'];
const CHANGE = [
  'portalId',
  'objectId',
  'objectTypeId',
  'propertyName',
  'propertyValue',
  'occurredAt',
  'fromObjectId',
  'toObjectId',
  'associationType',
  'associationRemoved',
  'newObjectId',
];

/**
 * Thread of a conversation's event. A ticket that changed is a conversation of its own, `ticket-<id>`:
 * a webhook does not say which thread it belongs to. The rest of the CRM is about none.
 */
export const conversationOf = (event: Fields): string | null => {
  const topic = topicOf(event);
  const id = idOf(event['objectId']);
  if (topic.startsWith('conversation.')) return id;
  return topic === 'ticket.propertyChange' && id !== null ? `${TICKET}${id}` : null;
};

const TICKET = 'ticket-';

/** `null` for a thread. */
export const ticketIdOf = (conversation: string): string | null =>
  conversation.startsWith(TICKET) ? conversation.slice(TICKET.length) : null;
