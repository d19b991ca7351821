import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { event, factsOf, message, receive, wrapped } from '../testing/told-webhooks';

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
