import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, parseJson, timeOf } from '../payload';
import { assignmentSnapshot } from './assignment';
import { contextFacts } from './context';
import type { Telling } from './facts';
import { partFacts, redactions, sourceFacts } from './facts';
import { itemOf } from './receive';
import { tellsOfParts, tellsOfSource } from './topics';

/**
 * What a notification says. Identity is the part (or `source`) and the kind of fact, so the three
 * notifications of one action say the same facts; only where there is no part it is the notification.
 */
export const interpret = (
  delivery: { readonly vendorTopic: string; readonly body: Uint8Array },
  connection: VendorConnection,
): readonly CanonicalFact[] => {
  const json = parseJson(delivery.body);
  if (json === null) return [];
  const notification = fieldsOf(json.value);
  const item = itemOf(notification);
  const at = timeOf(notification['created_at']) ?? timeOf(item['updated_at']) ?? 0;
  const telling: Telling = { item, connection, at };
  if (delivery.vendorTopic === 'conversation.deleted') return [deleted(telling)];
  if (delivery.vendorTopic === 'conversation_part.redacted')
    return redactions(telling, partsOf(item));
  const told = news(delivery.vendorTopic, telling, idOf(notification['id']));
  return delivery.vendorTopic.startsWith('conversation') ? [...contextFacts(item), ...told] : told;
};

const news = (
  topic: string,
  telling: Telling,
  notificationId: string | null,
): readonly CanonicalFact[] => {
  const parts = tellsOfParts(topic) ? partsOf(telling.item) : [];
  const first = tellsOfSource(topic) ? sourceFacts(telling) : [];
  const facts = [...first, ...parts.flatMap((part) => partFacts(telling, part))];
  return parts.length === 0 && notificationId !== null && isAssignment(topic)
    ? [...facts, ...assignedWithoutPart(telling, notificationId)]
    : facts;
};

export const partsOf = (item: Fields): readonly Fields[] =>
  listOf(fieldsOf(item['conversation_parts'])['conversation_parts']).map(fieldsOf);

const isAssignment = (topic: string): boolean =>
  topic === 'conversation.admin.assigned' || topic === 'conversation.admin.open.assigned';

const deleted = ({ at }: Telling): CanonicalFact => ({
  type: 'ConversationDeleted',
  identity: 'deleted',
  data: { vendorAt: at },
});

const assignedWithoutPart = (
  telling: Telling,
  notificationId: string,
): readonly CanonicalFact[] => {
  const snapshot = assignmentSnapshot(telling.item, telling.connection);
  if (snapshot === null) return [];
  return [
    {
      type: 'ConversationAssigned',
      identity: `assigned:notification:${notificationId}`,
      data: { assignee: snapshot.assignee, vendorAt: snapshot.asOf },
    },
  ];
};
