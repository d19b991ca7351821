import type { InputData } from '@deskstream/conversation-domain';
import type { EpochMs } from '@deskstream/kernel';
import type { CallResult, VendorCommand } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, textOf } from '../payload';
import { attributesOf } from '../webhooks/changes';
import type { KnownContact } from '../webhooks/contact';
import { reachOf } from '../webhooks/contact';
import type { Refusal } from './classify';
import { notExecuted } from './classify';
import type { Session } from './client';
import { FULL_PAGE, contactPath } from './paths';
import { listAll } from './pages';

type Command = Extract<VendorCommand, { kind: 'read-profile' }>;
type Profile = InputData<'ProfileRead'>;
type Companies = Pick<Profile, 'companies' | 'because'>;

/** A thousand accounts are looked through. */
const MAX_PAGES = 10;

/**
 * The contact, and the accounts that have the domain of its address: no call leads from a contact to its
 * accounts (vendors/front.md §5).
 */
export const readProfile = async (session: Session, command: Command): Promise<CallResult> => {
  const fetched = await session.get(contactPath(command.contactId));
  if (fetched.kind === 'refused') return notExecuted(fetched.refusal);
  const contact = contactOf(fieldsOf(fetched.json), command.contactId);
  const companies = await companiesOf(session, command, contact);
  if ('kind' in companies) return companies;
  const data: Profile = { contact, ...companies, vendorAt: session.clock.now() };
  return {
    kind: 'done',
    facts: [{ type: 'ProfileRead', identity: identityOf(contact, data.vendorAt), data }],
    ...(fetched.budget === undefined ? {} : { budget: fetched.budget }),
  };
};

/** Front does not say when a contact changed, so each reading is one of its own. */
const identityOf = ({ id }: KnownContact, at: EpochMs): string => `profile:${id}:${at}`;

const contactOf = (contact: Fields, askedFor: string): KnownContact => {
  const name = textOf(contact['name']);
  const reaches = listOf(contact['handles']).map((each) =>
    reachOf(textOf(fieldsOf(each)['handle'])),
  );
  return Object.assign({}, ...reaches.reverse(), {
    id: idOf(contact['id']) ?? askedFor,
    ...(name === '' ? {} : { name }),
  }) as KnownContact;
};

const companiesOf = async (
  session: Session,
  { companies }: Command,
  { email }: KnownContact,
): Promise<Companies | CallResult> => {
  const domain = domainOf(email);
  if (companies === 'off') return { companies: [] };
  if (domain === undefined) return { companies: [], because: 'the contact has no email address' };
  const listed = await listAll(session, {
    path: '/accounts',
    query: FULL_PAGE,
    maxPages: MAX_PAGES,
  });
  if (listed.kind === 'refused') return withoutCompanies(listed.refusal);
  const found = listed.items.filter((account) => hasDomain(account, domain)).map(companyOf);
  if (found.length === 0) return { companies: [], because: `no account has domain ${domain}` };
  return { companies: companies === 'first' ? found.slice(0, 1) : found };
};

/** A token that may not read accounts still reads contacts. */
const withoutCompanies = (refusal: Refusal): Companies | CallResult =>
  refusal.kind === 'rejected' ? { companies: [], because: refusal.code } : notExecuted(refusal);

const domainOf = (email: string | undefined): string | undefined =>
  email?.split('@').at(-1)?.toLowerCase();

const hasDomain = (account: Fields, domain: string): boolean =>
  listOf(account['domains']).some((each) => textOf(each).toLowerCase() === domain);

const companyOf = (account: Fields): Profile['companies'][number] => {
  const id = idOf(account['id']) ?? 'unknown';
  const attributes = attributesOf(account['custom_fields']);
  return {
    id,
    name: textOf(account['name']) || id,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
};
