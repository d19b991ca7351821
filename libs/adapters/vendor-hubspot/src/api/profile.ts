import { createHash } from 'node:crypto';
import type { Attributes, Company, InputData } from '@deskstream/conversation-domain';
import type { CallResult, VendorCommand } from '@deskstream/port-vendor';
import { contactIdOf } from '../actors';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, textOf, timeOf } from '../payload';
import { paths } from './paths';
import type { Session } from './session';
import { endedWith } from './session';
import { listAll } from './threads';

type ReadProfile = Extract<VendorCommand, { kind: 'read-profile' }>;
type Companies = Pick<InputData<'ProfileRead'>, 'companies' | 'because'>;

const ABOUT_CONTACTS = ['email', 'firstname', 'lastname', 'phone', 'mobilephone'];
const ABOUT_COMPANIES = ['name', 'domain', 'industry', 'country', 'lifecyclestage'];
/** As many as one batch may read. */
const MAX_COMPANIES = 100;

/** The contact and the companies it is associated with; without them, why. */
export const readProfile = async (session: Session, command: ReadProfile): Promise<CallResult> => {
  const id = contactIdOf(command.contactId);
  const contact = await session.read(paths.contact(id, ...ABOUT_CONTACTS));
  const companies = await companiesOf(session, id, command.companies);
  const vendorAt = timeOf(contact['updatedAt']) ?? session.clock.now();
  const data = { contact: contactFrom(contact, id), ...companies, vendorAt };
  return {
    kind: 'done',
    facts: [{ type: 'ProfileRead', identity: identityOf(data), data }],
    ...session.budget(),
  };
};

/** The same profile is the same fact, however often it is read. */
const identityOf = (data: InputData<'ProfileRead'>): string => {
  const hash = createHash('sha256').update(JSON.stringify(data)).digest('hex');
  return `profile:${data.contact.id}:${hash.slice(0, 16)}`;
};

const contactFrom = (contact: Fields, id: string): InputData<'ProfileRead'>['contact'] => {
  const properties = fieldsOf(contact['properties']);
  const of = (name: string): string => textOf(properties[name]).trim();
  const name = [of('firstname'), of('lastname')].filter((part) => part !== '').join(' ');
  const phone = of('phone') || of('mobilephone');
  const email = of('email');
  return {
    id: idOf(contact['id']) ?? id,
    ...(name === '' ? {} : { name }),
    ...(email === '' ? {} : { email }),
    ...(phone === '' ? {} : { phone }),
  };
};

/** S028, S029. What the app may not see is a reason, and not the end of the reading. */
export const companiesOf = async (
  session: Session,
  contact: string,
  mode: ReadProfile['companies'],
): Promise<Companies> => {
  if (mode === 'off') return { companies: [], because: 'company sync is off' };
  try {
    const associated = await listAll(session, paths.companiesOf(contact), 1);
    const ids = primaryFirst(associated.items).flatMap((one) => idOf(one['toObjectId']) ?? []);
    if (ids.length === 0) return { companies: [], because: 'the contact has no company' };
    const wanted = mode === 'first' ? ids.slice(0, 1) : ids.slice(0, MAX_COMPANIES);
    return { companies: await readCompanies(session, wanted) };
  } catch (error) {
    const ended = endedWith(error);
    if (ended.kind === 'rejected') return { companies: [], because: ended.code };
    throw error;
  }
};

const primaryFirst = (associated: readonly Fields[]): readonly Fields[] =>
  associated.toSorted((one, other) => Number(isPrimary(other)) - Number(isPrimary(one)));

const isPrimary = (association: Fields): boolean =>
  listOf(association['associationTypes']).some(
    (type) => textOf(fieldsOf(type)['label']).toLowerCase() === 'primary',
  );

const readCompanies = async (session: Session, ids: readonly string[]): Promise<Company[]> => {
  const { results } = await session.read(paths.readCompanies, {
    properties: ABOUT_COMPANIES,
    propertiesWithHistory: [],
    inputs: ids.map((id) => ({ id })),
  });
  const found = listOf(results).map((one) => companyFrom(fieldsOf(one)));
  return ids.flatMap((id) => found.find((company) => company.id === id) ?? []);
};

const companyFrom = (company: Fields): Company => {
  const { name, ...rest } = fieldsOf(company['properties']);
  const attributes: Attributes = Object.fromEntries(
    ABOUT_COMPANIES.map((key) => [key, textOf(rest[key])]).filter(([, value]) => value !== ''),
  ) as Attributes;
  const id = idOf(company['id']) ?? '';
  return {
    id,
    name: textOf(name) || `company ${id}`,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
};
