/**
 * Every path of HubSpot's API that is called, so that its versions stand in one place. The doubled word
 * of the assignee's is HubSpot's own (vendors/hubspot.md §5).
 */
const THREADS = '/conversations/v3/conversations/threads';

const one = encodeURIComponent;
const query = (values: Readonly<Record<string, string | number>>): string => {
  const pairs = Object.entries(values).map(([name, value]) => `${name}=${one(String(value))}`);
  return `?${pairs.join('&')}`;
};

export const PAGE = 100;

export const paths = {
  thread: (id: string) => `${THREADS}/${one(id)}`,
  threadWithTicket: (id: string) => `${THREADS}/${one(id)}?association=TICKET`,
  threadsOfTicket: (ticketId: string) =>
    `${THREADS}${query({ associatedTicketId: ticketId, limit: PAGE })}`,
  threadsSince: (after: string) =>
    `${THREADS}${query({ sort: 'latestMessageTimestamp', latestMessageTimestampAfter: after, limit: PAGE })}`,
  messages: (thread: string) => `${THREADS}/${one(thread)}/messages`,
  messagePage: (thread: string) => `${THREADS}/${one(thread)}/messages?limit=${PAGE}`,
  originalContent: (thread: string, message: string) =>
    `${THREADS}/${one(thread)}/messages/${one(message)}/original-content`,
  assignee: (thread: string) => `/conversations/conversations/v3/threads/${one(thread)}/assignee`,
  actor: (id: string) => `/conversations/v3/conversations/actors/${one(id)}`,

  contacts: '/crm/v3/objects/contacts',
  contact: (id: string, ...properties: readonly string[]) =>
    `/crm/v3/objects/contacts/${one(id)}${query({ properties: properties.join(',') })}`,
  contactByEmail: (email: string, ...properties: readonly string[]) =>
    `/crm/v3/objects/contacts/${one(email)}${query({ idProperty: 'email', properties: ['email', ...properties].join(',') })}`,
  anyContact: '/crm/v3/objects/contacts?limit=1',
  patchContact: (id: string) => `/crm/v3/objects/contacts/${one(id)}`,
  tickets: '/crm/v3/objects/tickets',
  ticket: (id: string, ...properties: readonly string[]) =>
    `/crm/v3/objects/tickets/${one(id)}${query({ properties: properties.join(',') })}`,
  patchTicket: (id: string) => `/crm/v3/objects/tickets/${one(id)}`,
  searchTickets: '/crm/v3/objects/tickets/search',
  readCompanies: '/crm/v3/objects/companies/batch/read',
  companiesOf: (contact: string) =>
    `/crm/v4/objects/contacts/${one(contact)}/associations/companies?limit=${PAGE}`,
  ticketsOf: (contact: string) =>
    `/crm/v4/objects/contacts/${one(contact)}/associations/tickets?limit=${PAGE}`,
  ticketPipelines: '/crm/v3/pipelines/tickets',
  property: (object: 'tickets' | 'contacts', name: string) =>
    `/crm/v3/properties/${object}/${one(name)}`,
  properties: (object: 'tickets' | 'contacts') => `/crm/v3/properties/${object}`,

  /** Users who can speak; an agent's actor is its `userId`. */
  owners: `/crm/v3/owners?limit=${PAGE}`,

  account: '/account-info/v3/details',
  tokenInfo: '/oauth/v2/private-apps/get/access-token-info',
  webhookSettings: (app: string) => `/webhooks/v3/${one(app)}/settings`,
  subscriptions: (app: string) => `/webhooks/v3/${one(app)}/subscriptions`,
} as const;

/** The same page, further on. */
export const pageAfter = (path: string, after: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}after=${one(after)}`;
