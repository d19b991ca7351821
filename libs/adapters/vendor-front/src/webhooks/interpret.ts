import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { dataOf, fieldsOf, idOf, parseJson, textOf, timeOf } from '../payload';
import { commentFacts } from './comment';
import { attributesOf, changeFacts } from './changes';
import type { Telling } from './message';
import { messageFacts } from './message';
import { eventOf } from './receive';
import { MERGED_AWAY, innerTypeOf } from './topics';

/**
 * What an event says. Identity is the message's or comment's id where there is one, else the event's:
 * the same whichever family of webhooks brings it.
 */
export const interpret = (
  delivery: { readonly vendorTopic: string; readonly body: Uint8Array },
  connection: VendorConnection,
): readonly CanonicalFact[] => {
  const json = parseJson(delivery.body);
  if (json === null) return [];
  const event = eventOf(fieldsOf(json.value));
  const at = timeOf(event['emitted_at']) ?? 0;
  if (delivery.vendorTopic === MERGED_AWAY)
    return [{ type: 'ConversationDeleted', identity: 'merged', data: { vendorAt: at } }];
  const type = innerTypeOf(textOf(event['type']), delivery.vendorTopic);
  const conversation = fieldsOf(event['conversation']);
  const telling = { conversation, connection, at, source: event['source'] ?? null };
  if (messageTypes.has(type)) {
    const said = messageFacts(telling, messageOf(type, event));
    return type === 'inbound' ? [...attributeFacts(telling, said), ...said] : said;
  }
  return type === 'comment'
    ? commentFacts(telling, dataOf(event['target']))
    : changeFacts(type, { event, conversation, connection, at });
};

/**
 * No subscription tells an application of custom fields, so what a customer wrote brings them along: they
 * are known before the message is judged.
 */
const attributeFacts = (
  { conversation, at }: Telling,
  said: readonly CanonicalFact[],
): readonly CanonicalFact[] => {
  const attributes = attributesOf(conversation['custom_fields']);
  const identity = said[0]?.identity;
  if (identity === undefined || Object.keys(attributes).length === 0) return [];
  return [
    {
      type: 'AttributesChanged',
      identity: `attributes:${identity}`,
      data: { attributes, vendorAt: at },
    },
  ];
};

const messageTypes = new Set(['inbound', 'outbound', 'out_reply']);

/** Old captures have no target, and neither says which way it went. */
const messageOf = (type: string, event: Fields): Fields => {
  const target = dataOf(event['target']);
  const last = fieldsOf(fieldsOf(event['conversation'])['last_message']);
  const message = idOf(target['id']) === null ? last : target;
  return typeof message['is_inbound'] === 'boolean'
    ? message
    : { ...message, is_inbound: type === 'inbound' };
};
