import { systemClock } from '@deskstream/kernel';
import { openPool } from '@deskstream/platform-http';
import type { Crm, CrmLookUp, CrmRecord } from '@deskstream/port-crm';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { HubspotApiOptions } from '../api/hubspot-api';
import { paths } from '../api/paths';
import { companiesOf } from '../api/profile';
import type { Session } from '../api/session';
import { endedWith, openSession } from '../api/session';
import { checkCrmConnection } from '../health/verification';
import type { Fields } from '../payload';
import { fieldsOf, idOf, textOf } from '../payload';

/** Where the records are and with what right they are read. */
export interface HubspotCrmAccess {
  readonly apiBaseUrl: string;
  readonly accessToken: string;
}

export type HubspotCrm = Crm & { close(): Promise<void> };

const ABOUT_CUSTOMERS = [
  'firstname',
  'lastname',
  'phone',
  'jobtitle',
  'city',
  'country',
  'lifecyclestage',
  'hs_lead_status',
  'hubspot_owner_id',
  'createdate',
];

/** HubSpot's contacts as the CRM of a workspace, whatever help desk it answers in (S051, S052). */
export const createHubspotCrm = (
  { apiBaseUrl, accessToken }: HubspotCrmAccess,
  options: HubspotApiOptions = {},
): HubspotCrm => {
  const { clock = systemClock } = options;
  const { dispatcher, close } = openPool(options);
  const connection: VendorConnection = {
    ...{ workspace: '', vendor: 'hubspot', apiBaseUrl, accessToken },
    ...{ aiTeammateId: '', signingSecrets: [] },
  };
  const open = (signal: AbortSignal) => openSession({ dispatcher, clock }, connection, signal);
  return {
    lookUp: (email, signal) => lookUp(open(signal), email),
    verify: (signal) => checkCrmConnection(open(signal)),
    close,
  };
};

const lookUp = async (session: Session, email: string): Promise<CrmLookUp> => {
  try {
    const contact = await session.find(paths.contactByEmail(email, ...ABOUT_CUSTOMERS));
    const id = contact === null ? null : idOf(contact['id']);
    if (contact === null || id === null) return { kind: 'no-match' };
    return { kind: 'found', record: await recordOf(session, contact, { id, email }) };
  } catch (error) {
    const ended = endedWith(error);
    if (ended.kind === 'rejected')
      return { kind: 'unreadable', code: ended.code, because: ended.detail };
    const because = ended.kind === 'throttled' ? 'the rate limit is used up' : ended.because;
    return { kind: 'unreadable', code: 'CRM.UNREACHABLE', because };
  }
};

const recordOf = async (
  session: Session,
  contact: Fields,
  { id, email }: { readonly id: string; readonly email: string },
): Promise<CrmRecord> => {
  const { firstname, lastname, email: address, ...rest } = fieldsOf(contact['properties']);
  const name = [firstname, lastname]
    .map(textOf)
    .filter((part) => part !== '')
    .join(' ');
  const { companies } = await companiesOf(session, id, 'all');
  return {
    id,
    email: textOf(address) || email,
    ...(name === '' ? {} : { name }),
    fields: filled(rest, ABOUT_CUSTOMERS),
    companies: companies.map(({ id: company, name: called, attributes = {} }) => ({
      id: company,
      name: called,
      fields: filled(attributes, Object.keys(attributes)),
    })),
  };
};

const filled = (fields: Fields, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.map((name) => [name, textOf(fields[name])] as const).filter(([, text]) => text !== ''),
  );
