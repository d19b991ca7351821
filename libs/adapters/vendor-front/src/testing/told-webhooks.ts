import type { VendorConnection } from '@deskstream/port-vendor';
import { frontWebhooks } from '../webhooks/front-webhooks';

const connection: VendorConnection = {
  workspace: 'acme',
  vendor: 'front',
  apiBaseUrl: 'http://127.0.0.1:1',
  accessToken: 'token',
  aiTeammateId: 'tea_9',
  signingSecrets: ['s'],
  externalWorkspaceId: 'cmp_1',
};

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

export const receive = (value: unknown, headers: Record<string, string> = {}) =>
  frontWebhooks.receive({ method: 'POST', url: '/', headers, body: bytes(value) }, connection);

export const factsOf = (value: unknown) => {
  const reception = receive(value);
  return reception.kind === 'deliveries'
    ? reception.deliveries.flatMap((delivery) => frontWebhooks.interpret(delivery, connection))
    : [];
};

export type Fields = Record<string, unknown>;

export const event = (type: string, fields: Fields = {}) => ({
  id: 'evt_1',
  type,
  emitted_at: 1_790_000_000.5,
  conversation: { id: 'cnv_1', assignee: null, ...(fields['conversation'] as Fields | undefined) },
  source: { _meta: { type: 'teammate' }, data: { id: 'tea_1', first_name: 'Ann' } },
  ...Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'conversation')),
});

export const message = (fields: Fields) => ({
  _meta: { type: 'message' },
  data: {
    id: 'msg_1',
    message_uid: 'uid_1',
    type: 'email',
    is_inbound: false,
    created_at: 1_790_000_000,
    body: '<p>Hello</p>',
    text: 'Hello',
    blurb: 'Hello',
    author: { id: 'tea_1', type: 'user' },
    recipients: [],
    ...fields,
  },
});

export const wrapped = (inner: unknown, type = 'inbound_received', company: unknown = 'cmp_1') => ({
  authorization: { id: company },
  type,
  payload: inner,
});
