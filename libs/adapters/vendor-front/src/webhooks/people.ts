import type { Assignee } from '@deskstream/conversation-domain';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { dataOf, fieldsOf, idOf, metaTypeOf, textOf } from '../payload';

export interface Person {
  readonly id: string;
  readonly name?: string;
}

export type Role = 'customer' | 'ai' | 'teammate' | 'bot';

/** Who a teammate, rule or API client is; `null` without an id. */
export const personOf = (fields: Fields): Person | null => {
  const id = idOf(fields['id']);
  if (id === null) return null;
  const full = [textOf(fields['first_name']), textOf(fields['last_name'])]
    .filter((part) => part !== '')
    .join(' ');
  const name = full || textOf(fields['name']) || textOf(fields['username']);
  return name === '' ? { id } : { id, name };
};

/** Who did it, by the event's source: a teammate, a rule, an API client. Inboxes do nothing. */
export const byOf = (event: { readonly source?: unknown }): { readonly by?: Person } => {
  const kind = metaTypeOf(event.source);
  if (kind === '' || kind === 'inboxes' || kind === 'recipient') return {};
  return { by: personOf(dataOf(event.source)) ?? { id: kind } };
};

/** A rule or a program did it, not a teammate. */
export const automaticOf = (event: { readonly source?: unknown }): { readonly automatic?: true } =>
  machineSources.has(metaTypeOf(event.source)) ? { automatic: true } : {};

/** Author types that are no person (vendors/front.md §4). */
const machines = new Set(
  'ai api application integration macro rule bulk_reply csat smart_csat visitor'.split(' '),
);
const machineSources = new Set(['api', 'oauth_client', 'rule']);

/**
 * Who wrote a message that did not come in. Our replies name the AI's teammate as author, so its id goes
 * before the author's type, which may be `api` or `user`. Without an author it is a person (mail that was
 * sent outside Front), unless the source is a machine: an AI that stays silent does less harm.
 */
export const senderRole = (
  author: Fields,
  source: unknown,
  { aiTeammateId }: VendorConnection,
): Role => {
  const kind = metaTypeOf(source);
  const id = idOf(author['id']) ?? (machineSources.has(kind) ? idOf(dataOf(source)['id']) : null);
  if (id === aiTeammateId) return 'ai';
  if (machines.has(textOf(author['type'])) || kind === 'rule') return 'bot';
  return idOf(author['id']) === null && machineSources.has(kind) ? 'bot' : 'teammate';
};

export const assigneeOf = (teammate: unknown, { aiTeammateId }: VendorConnection): Assignee => {
  const id = idOf(fieldsOf(teammate)['id']);
  if (id === null) return { kind: 'nobody' };
  return { kind: id === aiTeammateId ? 'ai' : 'teammate', id };
};
