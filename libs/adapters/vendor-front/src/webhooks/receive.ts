import { idOfBody, malformed } from '@deskstream/platform-payload';
import type {
  Delivery,
  Reception,
  VendorConnection,
  WebhookRequest,
} from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, parseJson, textOf } from '../payload';
import { MERGED, MERGED_AWAY, topicOf } from './topics';

/** One event per request: wrapped by an application, bare from a rule (vendors/front.md §2, §3). */
export const receive = (request: WebhookRequest, connection: VendorConnection): Reception => {
  const json = parseJson(request.body);
  if (json === null) return malformed('BODY.NOT_JSON', 'The body is not UTF-8 JSON.');
  const body = fieldsOf(json.value);
  const type = textOf(body['type']);
  if (type === '')
    return malformed('BODY.SHAPE', 'The body is not a Front event: field "type" is missing.');
  const company = idOf(fieldsOf(body['authorization'])['id']);
  if (isForeign(company, body, connection))
    return malformed('WORKSPACE.MISMATCH', mismatch(company, connection));
  return type === 'sync' ? validation(request) : recognised(type, body, request.body);
};

/** The event itself, wrapped or bare. */
export const eventOf = (body: Fields): Fields =>
  'payload' in body ? fieldsOf(body['payload']) : body;

/** The address was saved in Front, which wants its challenge back (10 s). */
const validation = ({ headers }: WebhookRequest): Reception => {
  const answer = headers['x-front-challenge'];
  return answer === undefined || answer === ''
    ? malformed('BODY.SHAPE', 'A sync request must carry the header X-Front-Challenge.')
    : { kind: 'validation', contentType: 'text/plain', answer };
};

const recognised = (type: string, body: Fields, bytes: Uint8Array): Reception => {
  const event = eventOf(body);
  const deliveryId = idOf(event['id']) ?? idOfBody(bytes);
  const vendorTopic = topicOf(type) ?? topicOf(textOf(event['type']));
  if (vendorTopic === null) return { kind: 'unknown-topic', vendorTopic: type, deliveryId };
  const conversation = idOf(fieldsOf(event['conversation'])['id']);
  const delivery: Delivery = { deliveryId, vendorTopic, attempt: 1, conversation, body: bytes };
  const gone = vendorTopic === MERGED ? mergedAway(event, delivery) : [];
  return { kind: 'deliveries', deliveries: [delivery, ...gone] };
};

/** More were never merged at once by hand; the rest shows as merged when it is called. */
const MAX_MERGED = 50;

const mergedAway = (event: Fields, delivery: Delivery): readonly Delivery[] =>
  [...new Set(mergedIds(event))].slice(0, MAX_MERGED).flatMap((id) =>
    id === null || id === delivery.conversation
      ? []
      : [
          {
            ...delivery,
            deliveryId: `${delivery.deliveryId}:${id}`,
            vendorTopic: MERGED_AWAY,
            conversation: id,
          },
        ],
  );

/** Ids or whole conversations, one or many: the shape is not documented. */
const mergedIds = (event: Fields): readonly (string | null)[] => {
  const { data } = fieldsOf(event['target']);
  return (Array.isArray(data) ? listOf(data) : [data]).map(
    (each) => idOf(each) ?? idOf(fieldsOf(each)['id']),
  );
};

/** A rule's event names no company. */
const isForeign = (
  company: string | null,
  body: Fields,
  { externalWorkspaceId = '' }: VendorConnection,
): boolean =>
  externalWorkspaceId !== '' &&
  (company !== null || 'payload' in body) &&
  company !== externalWorkspaceId;

const mismatch = (company: string | null, { externalWorkspaceId = '' }: VendorConnection): string =>
  `The event is of Front company "${company ?? ''}", this URL belongs to "${externalWorkspaceId}".`;
