import type { Channel, InputData } from '@deskstream/conversation-domain';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, textOf } from '../payload';

type Contact = NonNullable<InputData<'CustomerWrote'>['contact']>;

interface Situation {
  readonly item: Fields;
  readonly connection: VendorConnection;
}

/**
 * An AI agent's words (Fin) may arrive under an admin topic; our own AI posts as an admin. What a
 * campaign says in an admin's name nobody wrote by hand. An author of unknown type is a machine.
 */
export const roleOf = (
  author: Fields,
  { item, connection }: Situation,
): 'customer' | 'teammate' | 'bot' => {
  const type = textOf(author['type']);
  if (type === '' || CUSTOMERS.has(type)) return 'customer';
  if (type !== 'admin' && type !== 'team') return 'bot';
  if (idOf(author['id']) === connection.aiTeammateId) return 'teammate';
  const byMachine = author['from_ai_agent'] === true || isCampaign(author, item);
  return byMachine ? 'bot' : 'teammate';
};

const CUSTOMERS = new Set(['user', 'lead', 'contact', 'visitor']);

/** The words are the source of a conversation that no person started. */
const isCampaign = (author: Fields, item: Fields): boolean =>
  fieldsOf(item['source'])['author'] === author && startedBy(item) === 'bot';

/** Intercom's Messenger is `web`; other text networks are `chat`. */
export const channelOf = (item: Fields): Channel =>
  channels[textOf(fieldsOf(item['source'])['type'])] ?? 'web';

const channels: Readonly<Record<string, Channel>> = {
  conversation: 'web',
  push: 'web',
  email: 'email',
  sms: 'sms',
  phone_call: 'phone',
  phone_switch: 'phone',
  facebook: 'chat',
  instagram: 'chat',
  twitter: 'chat',
  whatsapp: 'chat',
};

/** Campaigns, series and custom bots are `bot` (S015). */
export const startedBy = (item: Fields): 'customer' | 'teammate' | 'bot' => {
  const source = fieldsOf(item['source']);
  const how = textOf(source['delivered_as']);
  if (how === 'customer_initiated') return 'customer';
  if (how === 'admin_initiated') return 'teammate';
  if (how !== '') return 'bot';
  const author = textOf(fieldsOf(source['author'])['type']);
  if (author === 'admin') return 'teammate';
  return author === 'bot' ? 'bot' : 'customer';
};

/** Who wrote; in a conversation of several contacts not the first of them. */
export const contactOf = (author: Fields, item: Fields): Contact | null => {
  const [listed] = listOf(fieldsOf(item['contacts'])['contacts']);
  const id = idOf(author['id']) ?? idOf(fieldsOf(listed)['id']);
  if (id === null) return null;
  const email = textOf(author['email']);
  const phone = textOf(author['phone']);
  return {
    id,
    ...nameOf(author),
    ...(email === '' ? {} : { email }),
    ...(phone === '' ? {} : { phone }),
  };
};

export const nameOf = (author: Fields): { readonly name?: string } => {
  const name = textOf(author['name']);
  return name === '' ? {} : { name };
};
