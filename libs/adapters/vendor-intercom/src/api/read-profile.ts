import { createHash } from 'node:crypto';
import type { InputData } from '@deskstream/conversation-domain';
import type { CallResult, CanonicalFact, VendorCommand } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, scalarsOf, textOf, timeOf } from '../payload';
import type { Refusal } from './classify';
import { notExecuted } from './classify';
import type { Fetched, Session } from './client';
import { contactPath } from './commands';

type Command = Extract<VendorCommand, { kind: 'read-profile' }>;
type Profile = InputData<'ProfileRead'>;
type Companies = Pick<Profile, 'companies' | 'because'>;

/** The contact with its companies and its custom attributes (S026, S028, S029). */
export const readProfile = async (session: Session, command: Command): Promise<CallResult> => {
  const fetched = await contactOf(session, command.contactId);
  if (fetched.kind === 'refused') return notExecuted(fetched.refusal);
  const contact = fieldsOf(fetched.json);
  const known = knownContact(contact, command.contactId);
  const companies = await companiesOf(session, known.id, command.companies);
  if ('kind' in companies) return companies;
  const vendorAt = session.clock.now();
  const facts = [
    profileRead({ contact: known, ...companies, vendorAt }, contact),
    ...contactAttributes(contact, known.id),
  ];
  const { budget } = fetched;
  return { kind: 'done', facts, ...(budget === undefined ? {} : { budget }) };
};

/** A merged contact answers 410 and names the one that it is now (API 2.16); one step is followed. */
const contactOf = async (session: Session, id: string): Promise<Fetched> => {
  const fetched = await session.get(contactPath(id));
  if (fetched.kind !== 'refused' || !isGone(fetched.refusal)) return fetched;
  const link = [fetched.headers['link']].flat().join(',');
  const canonical = /<[^>]*\/contacts\/([\w-]+)>\s*;\s*rel="canonical"/.exec(link)?.[1];
  return canonical === undefined ? fetched : session.get(contactPath(canonical));
};

const isGone = (refusal: Refusal): boolean => refusal.kind === 'rejected' && refusal.status === 410;

const knownContact = (contact: Fields, askedFor: string): Profile['contact'] => {
  const told = ['name', 'email', 'phone'].map((key) => [key, textOf(contact[key])] as const);
  return {
    id: idOf(contact['id']) ?? askedFor,
    ...Object.fromEntries(told.filter(([, value]) => value !== '')),
  };
};

const companiesOf = async (
  session: Session,
  contactId: string,
  mode: Command['companies'],
): Promise<Companies | Refusal> => {
  if (mode === 'off') return { companies: [], because: 'company sync is off' };
  const fetched = await session.get(`${contactPath(contactId)}/companies`);
  if (fetched.kind === 'refused') return withoutCompanies(fetched.refusal);
  const answer = fieldsOf(fetched.json);
  const listed = [...listOf(answer['data']), ...listOf(answer['companies'])].map(fieldsOf);
  if (listed.length === 0) return { companies: [], because: 'the contact has no company' };
  return { companies: (mode === 'first' ? listed.slice(0, 1) : listed).map(companyOf) };
};

/** A token without the scope for companies still reads contacts. */
const withoutCompanies = (refusal: Refusal): Companies | Refusal =>
  refusal.kind === 'rejected' ? { companies: [], because: refusal.code } : notExecuted(refusal);

const COMPANY_FIELDS = ['company_id', 'size', 'website', 'industry', 'monthly_spend'];

const companyOf = (company: Fields): Profile['companies'][number] => {
  const id = idOf(company['id']) ?? idOf(company['company_id']) ?? 'unknown';
  const plan = textOf(fieldsOf(company['plan'])['name']);
  const standard = Object.fromEntries(COMPANY_FIELDS.map((key) => [key, company[key] ?? '']));
  const attributes = Object.fromEntries(
    Object.entries({
      ...scalarsOf({ ...standard, plan }),
      ...scalarsOf(company['custom_attributes']),
    }).filter(([, value]) => value !== ''),
  );
  return {
    id,
    name: textOf(company['name']) || id,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
};

/** Read again without a change, it is the same fact. */
const profileRead = (data: Profile, contact: Fields): CanonicalFact => {
  const { vendorAt: _, ...content } = data;
  const changed = timeOf(contact['updated_at']);
  const digest = createHash('sha256')
    .update(JSON.stringify([content, changed]))
    .digest('hex');
  return {
    type: 'ProfileRead',
    identity: `profile:${data.contact.id}:${digest.slice(0, 16)}`,
    data,
  };
};

const contactAttributes = (contact: Fields, id: string): readonly CanonicalFact[] => {
  const attributes = scalarsOf(contact['custom_attributes']);
  const vendorAt = timeOf(contact['updated_at']);
  if (vendorAt === null || Object.keys(attributes).length === 0) return [];
  const identity = `attributes:contact:${id}:${vendorAt}`;
  return [{ type: 'AttributesChanged', identity, data: { attributes, vendorAt } }];
};
