import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { VendorConnection } from '@deskstream/port-vendor';
import { frontWebhooks } from './front-webhooks';

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

const receive = (value: unknown, headers: Record<string, string> = {}) =>
  frontWebhooks.receive({ method: 'POST', url: '/', headers, body: bytes(value) }, connection);

const factsOf = (value: unknown) => {
  const reception = receive(value);
  return reception.kind === 'deliveries'
    ? reception.deliveries.flatMap((delivery) => frontWebhooks.interpret(delivery, connection))
    : [];
};

type Fields = Record<string, unknown>;

const event = (type: string, fields: Fields = {}) => ({
  id: 'evt_1',
  type,
  emitted_at: 1_790_000_000.5,
  conversation: { id: 'cnv_1', assignee: null, ...(fields['conversation'] as Fields | undefined) },
  source: { _meta: { type: 'teammate' }, data: { id: 'tea_1', first_name: 'Ann' } },
  ...Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'conversation')),
});

const message = (fields: Fields) => ({
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

const wrapped = (inner: unknown, type = 'inbound_received', company: unknown = 'cmp_1') => ({
  authorization: { id: company },
  type,
  payload: inner,
});

describe('receiving', () => {
  it.each([
    ['no JSON', '{"type"', 'BODY.NOT_JSON'],
    ['a list', [], 'BODY.SHAPE'],
    ['no type', { authorization: { id: 'cmp_1' } }, 'BODY.SHAPE'],
    ['another company', wrapped(event('inbound'), 'x', 'cmp_2'), 'WORKSPACE.MISMATCH'],
    ['no company', { type: 'inbound_received', payload: event('inbound') }, 'WORKSPACE.MISMATCH'],
    [
      'a sync of another company',
      { type: 'sync', authorization: { id: 'cmp_2' } },
      'WORKSPACE.MISMATCH',
    ],
    ['a sync without challenge', { type: 'sync', authorization: { id: 'cmp_1' } }, 'BODY.SHAPE'],
  ])('%s is refused', (_name, body, code) => {
    expect(receive(body)).toMatchObject({ kind: 'malformed', code });
  });

  it.each(['invented', 'constructor', '__proto__', 'toString'])(
    'the topic %s is unknown, and no error',
    (type) => {
      expect(receive(wrapped({ id: 'evt_1', type }, type))).toEqual({
        kind: 'unknown-topic',
        vendorTopic: type,
        deliveryId: 'evt_1',
      });
    },
  );

  it('takes the inner type where outer and inner are the same', () => {
    expect(receive(wrapped(event('inbound'), 'inbound'))).toMatchObject({
      deliveries: [{ vendorTopic: 'inbound_received' }],
    });
  });

  it('names a body without id by its bytes', () => {
    const { id: _id, ...rest } = event('inbound');
    expect(receive(rest)).toMatchObject({
      deliveries: [{ deliveryId: expect.stringMatching(/^sha256_[0-9a-f]{40}$/) }],
    });
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(() => factsOf(text)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});

describe('who wrote', () => {
  const sent = (author: unknown, source?: unknown) =>
    factsOf(event('out_reply', { target: message({ author }), ...(source ? { source } : {}) }));
  const of = (type: string, data: unknown = null) => ({ _meta: { type }, data });

  it.each([
    ['a person', { id: 'tea_1', type: 'user' }, undefined],
    ['a person of an old capture', { id: 'tea_1' }, undefined],
    ['a person by an integration', { id: 'tea_1', type: 'user' }, of('oauth_client')],
    ['somebody in Gmail', null, of('gmail')],
    ['somebody of an inbox', null, of('inboxes', [{ id: 'inb_1', name: 'Support' }])],
  ])('%s is a teammate', (_name, author, source) => {
    expect(sent(author, source)).toMatchObject([
      { type: 'TeammateWrote', data: { visibility: 'public', byAi: false, messageId: 'msg_1' } },
    ]);
  });

  it.each([
    ...['ai', 'api', 'application', 'integration', 'macro', 'rule', 'bulk_reply', 'csat'].map(
      (type) => [type, { id: 'tea_5', type }, undefined] as const,
    ),
    ['a rule', { id: 'tea_1', type: 'user' }, of('rule', { id: 'rul_1' })] as const,
    ['another token', null, of('api', { id: 'tok_1' })] as const,
  ])('%s is a bot', (_name, author, source) => {
    expect(sent(author, source)).toMatchObject([{ type: 'BotWrote', identity: 'message:msg_1' }]);
  });

  it.each([
    ['its teammate, shown as a person', { id: 'tea_9', type: 'user' }, of('api')],
    ['its teammate, shown as API', { id: 'tea_9', type: 'api' }, of('oauth_client')],
    ['the source alone', null, of('api', { id: 'tea_9' })],
  ])('the AI is known by %s', (_name, author, source) => {
    expect(sent(author, source)).toMatchObject([
      {
        type: 'TeammateWrote',
        identity: 'message:msg_1',
        data: { byAi: true, messageId: 'uid_1' },
      },
    ]);
  });

  it('an inbox is no author', () => {
    expect(sent(null, of('inboxes', [{ id: 'inb_1' }]))).toMatchObject([
      { data: { author: { id: 'unknown' } } },
    ]);
  });

  it('a comment is a note, also from a rule', () => {
    const target = { _meta: { type: 'comment' }, data: { id: 'com_1', body: 'Hm', author: null } };
    expect(
      factsOf(event('comment', { target, source: of('rule', { id: 'rul_1' }) })),
    ).toMatchObject([
      {
        type: 'TeammateWrote',
        identity: 'comment:com_1',
        data: { visibility: 'note', byAi: false },
      },
    ]);
  });
});

describe('a message that came in', () => {
  const inbound = (fields: Fields) =>
    factsOf(event('inbound', { target: message({ is_inbound: true, author: null, ...fields }) }));

  it.each([
    ['email', 'email'],
    ['sms', 'sms'],
    ['front_chat', 'chat'],
    ['whatsapp', 'chat'],
    ['custom', 'chat'],
    ['call', 'phone'],
    ['phone-call', 'phone'],
    ['constructor', 'chat'],
    [null, 'chat'],
  ])('on %p is of the channel %s (S094)', (type, channel) => {
    expect(inbound({ type })).toMatchObject([{ type: 'CustomerWrote', data: { channel } }]);
  });

  it.each([
    ['mail', { handle: 'a@b.example' }, { id: 'alt:email:a@b.example', email: 'a@b.example' }],
    ['telephone', { handle: '+1 555 0100' }, { id: 'alt:phone:+1 555 0100', phone: '+1 555 0100' }],
    ['a network', { handle: 'someone' }, undefined],
    [
      'a contact',
      { handle: 'someone', _links: { related: { contact: 'https://x.example/contacts/crd_7?y' } } },
      { id: 'crd_7' },
    ],
  ])('by %s has this contact', (_name, recipient, contact) => {
    const [fact] = inbound({ recipients: [{ role: 'from', ...recipient }] });
    expect(fact?.type === 'CustomerWrote' ? fact.data.contact : 'none').toEqual(contact);
  });

  it.each([
    ['without body and text', { body: undefined, text: undefined }],
    ['with the blurb as text', { body: null, text: 'Hello' }],
    ['without anything', { body: undefined, text: undefined, blurb: undefined }],
  ])('%s is announced, to be read', (_name, fields) => {
    expect(inbound(fields)).toEqual([
      {
        type: 'MessageAnnounced',
        identity: 'announced:msg_1',
        data: { messageId: 'msg_1', vendorAt: 1_790_000_000_000 },
      },
    ]);
  });

  it('has its text from HTML where there is no plain one', () => {
    expect(inbound({ text: null, body: '<p>One</p><p>two</p>' })).toMatchObject([
      { data: { text: 'One\n\ntwo' } },
    ]);
  });

  it.each([
    ['a draft', { is_draft: true }],
    ['a discussion among teammates', { type: 'internal' }],
    ['empty', { body: '', text: '' }],
    ['without id', { id: null }],
  ])('is nothing when it is %s', (_name, fields) => {
    expect(inbound(fields)).toEqual([]);
  });
});

describe('custom fields of the conversation', () => {
  it('come along with what a customer wrote, before it', () => {
    const target = message({ is_inbound: true, author: null });
    const conversation = { custom_fields: { plan: 'gold' } };
    expect(factsOf(event('inbound', { target, conversation }))).toMatchObject([
      {
        type: 'AttributesChanged',
        identity: 'attributes:message:msg_1',
        data: { attributes: { plan: 'gold' }, vendorAt: 1_790_000_000_500 },
      },
      { type: 'CustomerWrote' },
    ]);
  });
});

describe('a preview of what went out', () => {
  const preview = { body: undefined, text: undefined, message_uid: undefined };

  it("is an echo when it is the AI's: no text is needed for that", () => {
    const source = { _meta: { type: 'api' }, data: { id: 'tea_9' } };
    const target = message({ ...preview, author: undefined });
    expect(factsOf(event('outbound', { target, source }))).toMatchObject([
      { type: 'TeammateWrote', data: { byAi: true, messageId: 'msg_1' } },
    ]);
  });

  it("is announced when it is anybody else's", () => {
    expect(factsOf(event('outbound', { target: message(preview) }))).toMatchObject([
      { type: 'MessageAnnounced', data: { messageId: 'msg_1' } },
    ]);
  });
});

describe('what changed', () => {
  it('old captures have no target: the conversation tells', () => {
    const conversation = { assignee: { id: 'tea_9' }, last_message: message({}).data };
    expect(factsOf(event('assign', { conversation }))).toMatchObject([
      { data: { assignee: { kind: 'ai', id: 'tea_9' }, by: { id: 'tea_1', name: 'Ann' } } },
    ]);
    expect(factsOf(event('out_reply', { conversation }))).toMatchObject([
      { type: 'TeammateWrote', identity: 'message:msg_1' },
    ]);
  });

  it('custom fields are attributes; what is no scalar is left out', () => {
    const conversation = { custom_fields: { plan: 'gold', seats: 3, vip: true, x: null, y: {} } };
    expect(factsOf(event('custom_field_updated', { conversation }))).toMatchObject([
      {
        type: 'AttributesChanged',
        data: { attributes: { plan: 'gold', seats: 3, vip: true, x: null } },
      },
    ]);
  });

  it.each([
    ['resolved', 'ConversationClosed'],
    ['open', 'ConversationReopened'],
    ['waiting', undefined],
  ])('a ticket that is %s', (status_category, type) => {
    const facts = factsOf(event('ticket_status_update', { conversation: { status_category } }));
    expect(facts[0]?.type).toBe(type);
  });

  it.each([
    ['ids', ['cnv_2', 'cnv_1', 'cnv_2']],
    ['one id', 'cnv_2'],
    ['a conversation', { id: 'cnv_2' }],
    ['conversations', [{ id: 'cnv_2' }]],
  ])('a merge of %s ends the others and has the surviving one read', (_name, data) => {
    const target = { _meta: { type: 'deleted_conversation_ids' }, data };
    const reception = receive(event('conversations_merged', { target }));
    expect(reception).toMatchObject({
      deliveries: [
        { conversation: 'cnv_1', deliveryId: 'evt_1' },
        { conversation: 'cnv_2', deliveryId: 'evt_1:cnv_2' },
      ],
    });
    expect(factsOf(event('conversations_merged', { target }))).toMatchObject([
      { type: 'GapSuspected', data: { since: 0 } },
      { type: 'ConversationDeleted' },
    ]);
  });

  it.each(['move', 'reminder', 'mention', 'forward', 'link_added', 'call_missed', 'sending_error'])(
    '%s says nothing',
    (type) => {
      expect(factsOf(event(type, { target: message({}) }))).toEqual([]);
    },
  );
});
