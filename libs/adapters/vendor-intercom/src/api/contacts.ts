import type { CallResult, VendorCommand } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf } from '../payload';
import type { Refusal } from './classify';
import { notExecuted } from './classify';
import type { Session } from './client';

type EnsureContact = Extract<VendorCommand, { kind: 'ensure-contact' }>;

type Found =
  | { readonly kind: 'found'; readonly id: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Finds by email, else creates. The search lags by minutes (vendors/intercom.md §5); a contact it does
 * not show yet is refused as a conflict that names its id, so there are never two.
 */
export const ensureContact = async (
  session: Session,
  { email, name }: EnsureContact,
): Promise<CallResult> => {
  const found = await findContact(session, email);
  if (found.kind === 'refused') return notExecuted(found.refusal);
  if (found.kind === 'found') return { kind: 'done', vendorMessageId: found.id };
  const made = await session.send({
    method: 'POST',
    path: '/contacts',
    body: { role: 'user', email, ...(name === undefined ? {} : { name }) },
  });
  if (made.kind === 'refused') return existing(made.refusal) ?? made.refusal;
  const id = idOf(fieldsOf(made.json)['id']);
  return id === null ? { kind: 'done' } : { kind: 'done', vendorMessageId: id };
};

/** A user goes before a lead of the same address. */
export const findContact = async (session: Session, email: string): Promise<Found> => {
  const searched = await session.send({
    method: 'POST',
    path: '/contacts/search',
    body: {
      query: { field: 'email', operator: '=', value: email },
      pagination: { per_page: 50 },
    },
  });
  if (searched.kind === 'refused') return searched;
  const contacts = listOf(fieldsOf(searched.json)['data']).map(fieldsOf);
  const id = idOf((contacts.find(isUser) ?? contacts[0])?.['id']);
  return id === null ? { kind: 'absent' } : { kind: 'found', id };
};

const isUser = ({ role }: Fields): boolean => role === 'user';

/** "A contact matching those details already exists with id=…"; an archived one is of no use. */
const existing = (refusal: Refusal): CallResult | null => {
  if (refusal.kind !== 'rejected' || refusal.status !== 409) return null;
  const id = /^A contact .*\bid=([\w-]+)/.exec(refusal.detail)?.[1];
  return id === undefined ? null : { kind: 'done', vendorMessageId: id };
};
