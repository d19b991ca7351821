import { idOfBody, malformed } from '@deskstream/platform-payload';
import type { Reception, VendorConnection, WebhookRequest } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, parseJson, textOf } from '../payload';
import { isKnownTopic } from './topics';

/** One notification per request (vendors/intercom.md §2). */
export const receive = (request: WebhookRequest, connection: VendorConnection): Reception => {
  const json = parseJson(request.body);
  if (json === null) return malformed('BODY.NOT_JSON', 'The body is not UTF-8 JSON.');
  const notification = fieldsOf(json.value);
  const vendorTopic = textOf(notification['topic']);
  if (vendorTopic === '')
    return malformed(
      'BODY.SHAPE',
      'The body is not an Intercom notification: field "topic" is missing.',
    );
  const appId = idOf(notification['app_id']);
  return isForeign(appId, connection)
    ? malformed('WORKSPACE.MISMATCH', mismatch(appId, connection))
    : recognised(vendorTopic, notification, request.body);
};

const recognised = (vendorTopic: string, notification: Fields, body: Uint8Array): Reception => {
  if (vendorTopic === 'ping')
    return { kind: 'validation', contentType: 'application/json', answer: '{}' };
  const deliveryId = idOf(notification['id']) ?? idOfBody(body);
  if (!isKnownTopic(vendorTopic)) return { kind: 'unknown-topic', vendorTopic, deliveryId };
  const conversation = conversationOf(vendorTopic, itemOf(notification));
  const attempt = attemptOf(notification['delivery_attempts']);
  return {
    kind: 'deliveries',
    deliveries: [{ deliveryId, vendorTopic, attempt, conversation, body }],
  };
};

const mismatch = (appId: string | null, { externalWorkspaceId = '' }: VendorConnection): string =>
  `The notification is of Intercom workspace "${appId ?? ''}", this URL belongs to "${externalWorkspaceId}".`;

export const itemOf = (notification: Fields): Fields =>
  fieldsOf(fieldsOf(notification['data'])['item']);

/** `attached`/`detached` carry an internal model, `deleted` nothing but the id. */
const conversationOf = (topic: string, item: Fields): string | null => {
  if (!topic.startsWith('conversation')) return null;
  const internal = fieldsOf(fieldsOf(item['conversation'])['model']);
  return idOf(item['conversation_id']) ?? idOf(internal['id']) ?? idOf(item['id']);
};

const isForeign = (appId: string | null, { externalWorkspaceId }: VendorConnection): boolean =>
  externalWorkspaceId !== undefined && externalWorkspaceId !== '' && appId !== externalWorkspaceId;

const attemptOf = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 1;
