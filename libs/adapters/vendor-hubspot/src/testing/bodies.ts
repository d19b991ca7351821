/** Answers of HubSpot as its descriptions want them; every value is invented. */
export const NOW = 1_790_000_000_000;
export const THREAD = '3624100500';
export const APP = 1_160_400;

export const iso = (at: number): string => new Date(at).toISOString();

type Values = Record<string, unknown>;

export const thread = (values: Values = {}) => ({
  id: THREAD,
  createdAt: iso(NOW - 60_000),
  status: 'OPEN',
  originalChannelId: '1002',
  originalChannelAccountId: '105970300',
  latestMessageTimestamp: iso(NOW - 1_000),
  assignedTo: 'A-55501',
  spam: false,
  inboxId: '102240300',
  associatedContactId: '1246900',
  archived: false,
  ...values,
});

const base = (id: string, at: number, values: Values) => ({
  id,
  conversationsThreadId: THREAD,
  createdAt: iso(at),
  archived: false,
  client: { clientType: 'HUBSPOT' },
  senders: [],
  recipients: [],
  ...values,
});

const email = (actorId: string, name: string, value: string) => ({
  actorId,
  name,
  deliveryIdentifier: { type: 'HS_EMAIL_ADDRESS', value },
});

const CUSTOMER = email('V-1246900', 'Test Customer', 'customer@example.com');

export const incoming = (id: string, at: number, text: string, values: Values = {}) =>
  base(id, at, {
    type: 'MESSAGE',
    createdBy: 'V-1246900',
    senders: [{ ...CUSTOMER, senderField: 'FROM' }],
    direction: 'INCOMING',
    channelId: '1002',
    channelAccountId: '105970300',
    subject: 'Export stuck',
    text,
    richText: `<p>${text}</p>`,
    attachments: [],
    truncationStatus: 'NOT_TRUNCATED',
    status: { statusType: 'RECEIVED' },
    ...values,
  });

export const outgoing = (id: string, at: number, text: string, values: Values = {}) =>
  incoming(id, at, text, {
    createdBy: 'A-55501',
    client: { clientType: 'INTEGRATION', integrationAppId: APP },
    senders: [{ ...email('A-55501', 'Assistant', 'support@example.com'), senderField: 'FROM' }],
    recipients: [{ ...CUSTOMER, recipientField: 'TO' }],
    direction: 'OUTGOING',
    status: { statusType: 'SENT' },
    ...values,
  });

export const comment = (id: string, at: number, text: string, values: Values = {}) =>
  base(id, at, {
    type: 'COMMENT',
    createdBy: 'A-55502',
    senders: [{ actorId: 'A-55502', name: 'Test Agent' }],
    text,
    richText: `<p>${text}</p>`,
    attachments: [],
    ...values,
  });

export const welcome = (id: string, at: number, text: string) =>
  base(id, at, {
    type: 'WELCOME_MESSAGE',
    createdBy: 'S-hubspot',
    channelId: '1000',
    channelAccountId: '1',
    text,
  });

export const assignment = (id: string, at: number, values: Values) =>
  base(id, at, { type: 'ASSIGNMENT', createdBy: 'A-55502', ...values });

export const statusChange = (id: string, at: number, newStatus: string) =>
  base(id, at, { type: 'THREAD_STATUS_CHANGE', createdBy: 'A-55502', newStatus });

export const page = (results: readonly unknown[], after?: string) => ({
  results,
  ...(after === undefined
    ? {}
    : { paging: { next: { after, link: 'https://elsewhere.example' } } }),
});

export const crmObject = (id: string, properties: Values, at = NOW) => ({
  id,
  properties,
  createdAt: iso(at),
  updatedAt: iso(at),
  archived: false,
});

const dated = { createdAt: iso(0), updatedAt: iso(0), archived: false };

export const pipelines = {
  results: [
    { ...dated, id: '9', label: 'Later', displayOrder: 1, stages: [] },
    {
      ...dated,
      id: '0',
      label: 'Support',
      displayOrder: 0,
      stages: [
        { ...dated, id: '2', label: 'Waiting', displayOrder: 1, metadata: {} },
        { ...dated, id: '1', label: 'New', displayOrder: 0, metadata: {} },
      ],
    },
  ],
};

export const property = {
  name: 'deskstream_tags',
  label: 'Deskstream tags',
  description: '',
  groupName: 'ticketinformation',
  type: 'string',
  fieldType: 'text',
  options: [],
};

export const failure = (message: string, category: string, values: Values = {}) => ({
  status: 'error',
  message,
  correlationId: 'aeb5f871-7f07-4993-9211-075dc63e7cbf',
  category,
  ...values,
});
