import { describe, expect, it } from '@jest/globals';
import type { Fields } from '../testing/told-webhooks';
import { event, factsOf, message } from '../testing/told-webhooks';

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
