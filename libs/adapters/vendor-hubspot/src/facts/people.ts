import type { Contact } from '@deskstream/conversation-domain';
import type { VendorConnection } from '@deskstream/port-vendor';
import { aiActor } from '../actors';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, textOf } from '../payload';

export interface Person {
  readonly id: string;
  readonly name?: string;
}

export const senderOf = (message: Fields): Fields => fieldsOf(listOf(message['senders'])[0]);

/** Actor that did or wrote it. */
export const authorOf = (message: Fields): Person => {
  const sender = senderOf(message);
  const id = idOf(message['createdBy']) ?? idOf(sender['actorId']) ?? 'unknown';
  const name = textOf(sender['name']);
  return name === '' ? { id } : { id, name };
};

/** For changes: nobody when the system did it without a name. */
export const byOf = (message: Fields): { readonly by?: Person } => {
  const id = idOf(message['createdBy']);
  if (id === null) return {};
  const { name } = authorOf(message);
  return { by: name === undefined ? { id } : { id, name } };
};

/**
 * Did we write it? We speak as a person's actor, so the app decides; only without an app id to compare
 * with does the actor (vendors/hubspot.md §5, Own replies).
 */
export const isOurs = (message: Fields, connection: VendorConnection): boolean => {
  if (!mayBeOurs(message, connection)) return false;
  return isOfKnownApp(message, connection) || idOf(message['createdBy']) === aiActor(connection);
};

/** By some app, and not by one that is known to be another. */
export const mayBeOurs = (message: Fields, connection: VendorConnection): boolean => {
  const { clientType, integrationAppId } = fieldsOf(message['client']);
  if (clientType !== 'INTEGRATION') return false;
  const { appId = '' } = connection;
  return appId === '' || idOf(integrationAppId) === null || idOf(integrationAppId) === appId;
};

const isOfKnownApp = (message: Fields, { appId = '' }: VendorConnection): boolean =>
  appId !== '' && idOf(fieldsOf(message['client'])['integrationAppId']) === appId;

/** Who the customer is, from the thread's contact and the address they wrote from. */
export const contactOf = (message: Fields, contactId: string | null): { contact?: Contact } => {
  const sender = senderOf(message);
  if (contactId === null) return {};
  const name = textOf(sender['name']);
  const contact = {
    id: contactId,
    ...(name === '' ? {} : { name }),
    ...addressOf(fieldsOf(sender['deliveryIdentifier'])),
  };
  return { contact };
};

const addressOf = (identifier: Fields): { email?: string; phone?: string } => {
  const value = textOf(identifier['value']);
  if (value === '') return {};
  if (identifier['type'] === 'HS_EMAIL_ADDRESS') return { email: value };
  return identifier['type'] === 'HS_PHONE_NUMBER' ? { phone: value } : {};
};
