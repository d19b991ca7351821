import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { VendorConnection } from '@deskstream/port-vendor';
import { hubspotWebhooks } from './hubspot-webhooks';

const AT = 1_790_000_000_000;

const connection: VendorConnection = {
  workspace: 'acme',
  vendor: 'hubspot',
  apiBaseUrl: 'http://127.0.0.1:1',
  accessToken: 'token',
  aiTeammateId: 'A-55501',
  signingSecrets: ['s'],
  externalWorkspaceId: '1',
};

const receive = (body: string) =>
  hubspotWebhooks.receive(
    { method: 'POST', url: '/', headers: {}, body: new TextEncoder().encode(body) },
    connection,
  );

const event = (fields: Record<string, unknown>) => ({
  eventId: 1,
  portalId: 1,
  occurredAt: AT,
  subscriptionType: 'conversation.newMessage',
  attemptNumber: 0,
  objectId: 7,
  messageId: 'm1',
  ...fields,
});

const receiveAll = (...events: unknown[]) => receive(JSON.stringify(events));

const factsOf = (fields: Record<string, unknown>) =>
  hubspotWebhooks.interpret(
    { vendorTopic: '', body: new TextEncoder().encode(JSON.stringify(event(fields))) },
    connection,
  );

const changed = (propertyName: string, propertyValue: unknown) =>
  factsOf({ subscriptionType: 'conversation.propertyChange', propertyName, propertyValue });

describe('a batch', () => {
  it('is a delivery for each event, each with its own body', () => {
    const received = receiveAll(event({}), event({ messageId: 'm2', objectId: 8 }));
    if (received.kind !== 'deliveries') throw new Error(received.kind);
    expect(received.deliveries).toMatchObject([
      { vendorTopic: 'conversation.newMessage', conversation: '7', attempt: 1 },
      { conversation: '8' },
    ]);
    const bodies = received.deliveries.map(
      ({ body }) => JSON.parse(new TextDecoder().decode(body)) as { messageId: string },
    );
    expect(bodies.map(({ messageId }) => messageId)).toEqual(['m1', 'm2']);
  });

  it('keeps what is known and counts the rest', () => {
    expect(
      receiveAll(
        event({}),
        event({ subscriptionType: 'conversation.invented' }),
        event({ portalId: 2 }),
        event({ subscriptionType: undefined }),
        event({ objectId: null }),
        'no event',
      ),
    ).toMatchObject({
      kind: 'deliveries',
      deliveries: [{ conversation: '7' }],
      dropped: [
        { code: 'TOPIC.UNKNOWN', vendorTopic: 'conversation.invented' },
        { code: 'WORKSPACE.MISMATCH' },
        { code: 'BODY.SHAPE' },
        { code: 'BODY.SHAPE' },
        { code: 'WORKSPACE.MISMATCH' },
      ],
    });
  });

  it('may be empty, or one event that is not in a list', () => {
    expect(receiveAll()).toMatchObject({ kind: 'deliveries', deliveries: [], dropped: [] });
    expect(receive(JSON.stringify(event({})))).toMatchObject({ deliveries: [{}] });
  });

  it.each([
    ['no JSON', '[{', 'BODY.NOT_JSON'],
    ['no list', '"text"', 'BODY.SHAPE'],
    ['all of another account', JSON.stringify([event({ portalId: 2 })]), 'WORKSPACE.MISMATCH'],
  ])('is refused when it is %s', (_name, body, code) => {
    expect(receive(body)).toMatchObject({ kind: 'malformed', code });
  });

  it('names an event by what happened, and neither by its id nor by its attempt', () => {
    const idOf = (fields: Record<string, unknown>) => {
      const received = receiveAll(event(fields));
      return received.kind === 'deliveries' ? received.deliveries[0]?.deliveryId : undefined;
    };
    const change = { subscriptionType: 'conversation.propertyChange', propertyName: 'status' };
    expect(idOf({ eventId: 2, attemptNumber: 3, occurredAt: AT + 5 })).toBe(idOf({}));
    expect(idOf({ messageId: 'm2' })).not.toBe(idOf({}));
    expect(idOf({ ...change, propertyValue: 'OPEN' })).toBe(
      idOf({ ...change, propertyValue: 'OPEN', eventId: 9 }),
    );
    expect(idOf({ ...change, propertyValue: 'OPEN' })).not.toBe(
      idOf({ ...change, propertyValue: 'OPEN', occurredAt: AT + 1 }),
    );
  });
});

describe('what an event says', () => {
  it('takes both forms of an assignee, and both names of the type', () => {
    const ai = [{ data: { assignee: { kind: 'ai', id: 'A-55501' }, vendorAt: AT } }];
    expect(changed('assignedTo', 'A-55501')).toMatchObject(ai);
    expect(changed('assignedTo', 55501)).toMatchObject(ai);
    expect(changed('assignedTo', '55502')).toMatchObject([
      { data: { assignee: { kind: 'teammate', id: 'A-55502' } } },
    ]);
    expect(changed('assignedTo', null)).toMatchObject([{ data: { assignee: { kind: 'nobody' } } }]);
    expect(
      factsOf({ subscriptionType: undefined, eventType: 'conversation.newMessage' }),
    ).toHaveLength(1);
  });

  it('hears the name of a message that only setups know (S049)', () => {
    expect(factsOf({ subscriptionType: 'conversation.messageCreated' })).toEqual(factsOf({}));
  });

  it('tells an archived thread from a restored one', () => {
    expect(changed('isArchived', 'TRUE')).toMatchObject([{ type: 'ConversationClosed' }]);
    expect(changed('isArchived', 'FALSE')).toMatchObject([{ type: 'ConversationReopened' }]);
    expect(changed('isStarred', 'TRUE')).toEqual([]);
  });

  it('reads a ticket when somebody wrote, and keeps texts out of its attributes', () => {
    const ticket = (propertyName: string, propertyValue: unknown) =>
      factsOf({ subscriptionType: 'ticket.propertyChange', propertyName, propertyValue });
    expect(ticket('hs_last_message_sent_at', '1')).toMatchObject([
      {
        type: 'MessageAnnounced',
        data: { messageId: `ticket-7:hs_last_message_sent_at:${AT}`, vendorAt: AT },
      },
    ]);
    expect(ticket('hs_ticket_priority', 'HIGH')).toMatchObject([
      { type: 'AttributesChanged', data: { attributes: { hs_ticket_priority: 'HIGH' } } },
    ]);
    expect(ticket('content', 'secret words')).toEqual([]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (body, topic) => {
        expect(receive(body)).toBeDefined();
        const delivery = { vendorTopic: topic, body: new TextEncoder().encode(body) };
        expect(hubspotWebhooks.interpret(delivery, connection)).toEqual(expect.any(Array));
      }),
      { numRuns: 200 },
    );
    for (const type of ['constructor', '__proto__', 'toString'])
      expect(factsOf({ subscriptionType: type })).toEqual([]);
  });
});
