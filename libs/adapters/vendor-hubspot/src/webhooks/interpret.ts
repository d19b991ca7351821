import type { EpochMs } from '@deskstream/kernel';
import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import { assigned, statusChanged } from '../facts/changes';
import type { Fields } from '../payload';
import { fieldsOf, idOf, parseJson, textOf, timeOf } from '../payload';
import { conversationOf, topicOf } from './event';
import { isMessageTopic } from './topics';

/** Webhooks carry no text: a message is announced and has to be read (vendors/hubspot.md §1). */
export const interpret = (
  { body }: { readonly body: Uint8Array },
  connection: VendorConnection,
): readonly CanonicalFact[] => {
  const value = parseJson(body)?.value;
  const event = fieldsOf(Array.isArray(value) ? (value as unknown[])[0] : value);
  const at = timeOf(event['occurredAt']) ?? 0;
  const topic = topicOf(event);
  if (isMessageTopic(topic)) return messageAnnounced(event, at);
  return FACTS.get(topic)?.(event, at, connection) ?? [];
};

type FactsOf = (
  event: Fields,
  at: EpochMs,
  connection: VendorConnection,
) => readonly CanonicalFact[];

const messageAnnounced = (event: Fields, at: EpochMs): readonly CanonicalFact[] => {
  const messageId = idOf(event['messageId']);
  if (messageId === null) return [];
  return [announced(messageId, at)];
};

/** What an agent, a bot or we ourselves wrote is the same event; reading tells. */
const announced = (messageId: string, at: EpochMs): CanonicalFact => ({
  type: 'MessageAnnounced',
  identity: `message:${messageId}`,
  data: { messageId, vendorAt: at },
});

const threadChanged: FactsOf = (event, at, connection) => {
  const value = textOf(event['propertyValue']) || (idOf(event['propertyValue']) ?? '');
  switch (textOf(event['propertyName'])) {
    case 'assignedTo':
      return [assigned(value, at, connection, byMachine(event))];
    case 'status':
      return statusChanged(value, at);
    case 'isArchived':
      return archived(value, at);
    default:
      return [];
  }
};

/** Workflows of the account. */
const byMachine = (event: Fields): { readonly automatic?: true } =>
  textOf(event['changeSource']) === 'AUTOMATION_PLATFORM' ? { automatic: true } : {};

/** Restored is open again; a thread in the archive is one that nobody answers. */
const archived = (value: string, vendorAt: EpochMs): readonly CanonicalFact[] => {
  const isArchived = value.toUpperCase() === 'TRUE';
  const type = isArchived ? 'ConversationClosed' : 'ConversationReopened';
  return [{ type, identity: `archived:${isArchived}:${vendorAt}`, data: { vendorAt } }];
};

const deleted: FactsOf = (_event, vendorAt) => [
  { type: 'ConversationDeleted', identity: `deleted:${vendorAt}`, data: { vendorAt } },
];

/** One more deletion, told before or after the other one. */
const erased: FactsOf = (_event, vendorAt) => [
  { type: 'ConversationDeleted', identity: 'deleted:privacy', data: { vendorAt } },
];

/** What tells that somebody wrote or was written to; the ticket's threads are read then. */
const ACTIVITY = new Set([
  'hs_last_message_sent_at',
  'hs_last_message_received_at',
  'hs_lastactivitydate',
  'hs_last_email_activity',
  'hs_num_times_contacted',
  'notes_last_contacted',
  'notes_last_updated',
]);

/** The ticket's text is no attribute: it holds what we, too, wrote there. */
const TEXTS = new Set(['content', 'hs_resolution']);

const ticketChanged: FactsOf = (event, at) => {
  const name = textOf(event['propertyName']);
  const ticket = conversationOf(event);
  if (name === '' || ticket === null || TEXTS.has(name)) return [];
  const identity = `attribute:${name}:${at}`;
  if (ACTIVITY.has(name)) return [announced(`${ticket}:${name}:${at}`, at)];
  const attributes = { [name]: valueOf(event['propertyValue']) };
  return [{ type: 'AttributesChanged', identity, data: { attributes, vendorAt: at } }];
};

const valueOf = (value: unknown): string | number | boolean | null => {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return textOf(value) || null;
};

const FACTS: ReadonlyMap<string, FactsOf> = new Map([
  ['conversation.propertyChange', threadChanged],
  ['conversation.deletion', deleted],
  ['conversation.privacyDeletion', erased],
  ['ticket.propertyChange', ticketChanged],
]);
