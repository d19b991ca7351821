import type { InputData } from '@deskstream/conversation-domain';
import type { Fields } from '../payload';
import { fieldsOf, listOf, textOf } from '../payload';

export type KnownContact = InputData<'ProfileRead'>['contact'];

/** The recipient a message came from, else the conversation's. */
export const senderOf = (message: Fields, conversation: Fields): Fields =>
  listOf(message['recipients'])
    .map(fieldsOf)
    .find((recipient) => recipient['role'] === 'from') ?? fieldsOf(conversation['recipient']);

/**
 * The id is Front's (`crd_…`), or the alias by which its API finds a contact; `null` for a handle that is
 * neither an address nor a number and has no contact.
 */
export const contactOf = (recipient: Fields): KnownContact | null => {
  const handle = textOf(recipient['handle']).trim();
  const reach = reachOf(handle);
  const related = fieldsOf(fieldsOf(recipient['_links'])['related']);
  const id = lastSegment(textOf(related['contact'])) || aliasOf(reach);
  if (id === '') return null;
  const name = textOf(recipient['name']);
  return { id, ...(name === '' ? {} : { name }), ...reach };
};

type Reach = { readonly email?: string; readonly phone?: string };

export const reachOf = (handle: string): Reach => {
  if (/^[^@\s]+@[^@\s]+$/.test(handle)) return { email: handle };
  return /^\+?[\d\s().-]{5,}$/.test(handle) ? { phone: handle } : {};
};

const aliasOf = ({ email, phone }: Reach): string => {
  if (email !== undefined) return `alt:email:${email}`;
  return phone === undefined ? '' : `alt:phone:${phone}`;
};

/** Ids come out of links; the links themselves are never followed. */
const lastSegment = (link: string): string =>
  link.split(/[?#]/)[0]?.split('/').at(-1)?.toWellFormed() ?? '';
