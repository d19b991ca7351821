import { malformed } from '@deskstream/platform-payload';
import type {
  Delivery,
  DroppedDelivery,
  Reception,
  VendorConnection,
  WebhookRequest,
} from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, parseJson } from '../payload';
import { conversationOf, deliveryIdOf, topicOf } from './event';
import { isKnownTopic } from './topics';

/** A request is a batch of events, mixed, in any order; each is a delivery (vendors/hubspot.md §2). */
export const receive = (request: WebhookRequest, connection: VendorConnection): Reception => {
  const json = parseJson(request.body);
  if (json === null) return malformed('BODY.NOT_JSON', 'The body is not UTF-8 JSON.');
  const { value } = json;
  if (typeof value !== 'object' || value === null)
    return malformed('BODY.SHAPE', 'The body is not a list of HubSpot events.');
  const events = (Array.isArray(value) ? value : [value]).map(fieldsOf);
  const [foreign] = events.filter((event) => isForeign(event, connection));
  if (foreign !== undefined && events.every((event) => isForeign(event, connection)))
    return malformed('WORKSPACE.MISMATCH', mismatch(foreign, connection));
  const judged = events.map((event) => judge(event, connection));
  return {
    kind: 'deliveries',
    deliveries: judged.flatMap((one) => ('body' in one ? [one] : [])),
    dropped: judged.flatMap((one) => ('code' in one ? [one] : [])),
  };
};

const judge = (event: Fields, connection: VendorConnection): Delivery | DroppedDelivery => {
  const vendorTopic = topicOf(event);
  const deliveryId = deliveryIdOf(event);
  const dropped = (code: DroppedDelivery['code']) => ({ code, vendorTopic, deliveryId });
  const conversation = conversationOf(event);
  if (isForeign(event, connection)) return dropped('WORKSPACE.MISMATCH');
  if (vendorTopic === '') return dropped('BODY.SHAPE');
  if (!isKnownTopic(vendorTopic)) return dropped('TOPIC.UNKNOWN');
  if (conversation === null && vendorTopic.startsWith('conversation.'))
    return dropped('BODY.SHAPE');
  const body = encoder.encode(JSON.stringify(event));
  const attempt = attemptOf(event['attemptNumber']);
  return { deliveryId, vendorTopic, attempt, conversation, body };
};

const encoder = new TextEncoder();

/** One app posts for all its accounts to one address: a batch may hold those of others. */
const isForeign = (event: Fields, { externalWorkspaceId = '' }: VendorConnection): boolean =>
  externalWorkspaceId !== '' && idOf(event['portalId']) !== externalWorkspaceId;

const mismatch = (event: Fields, { externalWorkspaceId = '' }: VendorConnection): string =>
  `The events are of HubSpot account "${idOf(event['portalId']) ?? ''}", this URL belongs to "${externalWorkspaceId}".`;

/** HubSpot counts from 0. */
const attemptOf = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value + 1 : 1;
