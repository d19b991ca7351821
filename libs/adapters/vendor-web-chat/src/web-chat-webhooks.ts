import { fieldsOf, idOf, malformed, parseJson, textOf } from '@deskstream/platform-payload';
import type {
  Reception,
  VendorConnection,
  VendorWebhooks,
  WebhookRequest,
} from '@deskstream/port-vendor';
import { chatTopics } from './chat-event';
import { factsOf } from './facts';
import { verify } from './signature';

export const webChatWebhooks: VendorWebhooks = {
  vendor: 'web-chat',
  verify,
  receive: (request, connection) => receive(request, connection),
  interpret: ({ body }, connection) => {
    const json = parseJson(body);
    return json === null ? [] : factsOf(json.value, connection);
  },
};

const receive = ({ body, headers }: WebhookRequest, { workspace }: VendorConnection): Reception => {
  const json = parseJson(body);
  if (json === null) return malformed('BODY.NOT_JSON', 'The body is not UTF-8 JSON.');
  const event = fieldsOf(json.value);
  const deliveryId = idOf(event['id']);
  const conversation = idOf(event['conversation']);
  const vendorTopic = textOf(event['topic']);
  if (deliveryId === null || conversation === null || vendorTopic === '')
    return malformed('BODY.SHAPE', 'The body is no event of a web chat: id, topic, conversation.');
  if (event['workspace'] !== workspace)
    return malformed('WORKSPACE.MISMATCH', `The event is not of workspace "${workspace}".`);
  if (!(chatTopics as readonly string[]).includes(vendorTopic))
    return { kind: 'unknown-topic', vendorTopic, deliveryId };
  const attempt = attemptOf(headers);
  return {
    kind: 'deliveries',
    deliveries: [{ deliveryId, vendorTopic, attempt, conversation, body }],
  };
};

const attemptOf = (headers: WebhookRequest['headers']): number =>
  Number(headers['x-deskstream-attempt'] ?? 1) || 1;
