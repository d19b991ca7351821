import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import { describeWithReference, examplesIn } from '@deskstream/testing-harness';
import { hubspotWebhooks } from './hubspot-webhooks';

const connection: VendorConnection = {
  workspace: 'acme',
  vendor: 'hubspot',
  apiBaseUrl: 'http://127.0.0.1:1',
  accessToken: 'token',
  aiTeammateId: '55501',
  signingSecrets: ['s'],
  externalWorkspaceId: '62515000',
};

const THREAD = '3624100500';
const announced = (message: string) => `${THREAD} MessageAnnounced message:${message}`;
const FIRST = 'e835c5f42631462ea4447601c8e10001';

/** What each recorded request says: conversation, type and identity of its facts, in order. */
const sayings: Readonly<Record<string, readonly string[]>> = {
  batch: [announced(FIRST), `${THREAD} ConversationAssigned assigned:A-55501:1789632000400`],
  'conversation.newMessage': [announced(FIRST)],
  'conversation.newMessage.comment': [announced('e835c5f42631462ea4447601c8e10002')],
  'conversation.newMessage.welcome': [announced('e835c5f42631462ea4447601c8e10003')],
  'retry-attempt-1': [announced(FIRST)],
  'conversation.propertyChange.assignedTo': [
    `${THREAD} ConversationAssigned assigned:A-55501:1789632120000`,
  ],
  'conversation.propertyChange.unassigned': [
    `${THREAD} ConversationAssigned assigned:nobody:1789632130000`,
  ],
  'conversation.propertyChange.status-closed': [
    `${THREAD} ConversationClosed status:CLOSED:1789632900000`,
  ],
  'conversation.propertyChange.status-open': [
    `${THREAD} ConversationReopened status:OPEN:1789633800000`,
  ],
  'conversation.propertyChange.restored': [
    `${THREAD} ConversationReopened archived:false:1789633900000`,
  ],
  'conversation.deletion': [`${THREAD} ConversationDeleted deleted:1789634000000`],
  'conversation.privacyDeletion': [`${THREAD} ConversationDeleted deleted:privacy`],
  'ticket.propertyChange': [
    'ticket-901500 AttributesChanged attribute:hs_pipeline_stage:1789632001000',
  ],
  'ticket.propertyChange.owner': [
    'ticket-901500 AttributesChanged attribute:hubspot_owner_id:1789632002000',
  ],
};

describeWithReference('the recorded HubSpot payloads', (vendors) => {
  const folder = `${vendors}/examples/hubspot`;
  const names = examplesIn(folder);

  type Event = Record<string, unknown>;

  const read = (name: string): Event[] =>
    JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as Event[];

  const receive = (events: readonly Event[]) => {
    const body = new TextEncoder().encode(JSON.stringify(events));
    const received = hubspotWebhooks.receive(
      { method: 'POST', url: '/', headers: {}, body },
      connection,
    );
    return received.kind === 'deliveries' ? received : { deliveries: [], dropped: [received] };
  };

  const interpret = (events: readonly Event[]): readonly CanonicalFact[] =>
    receive(events).deliveries.flatMap((one) => hubspotWebhooks.interpret(one, connection));

  it.each(names)('%s says what happened', (name) => {
    const { deliveries, dropped } = receive(read(name));
    const said = deliveries.flatMap((delivery) =>
      hubspotWebhooks
        .interpret(delivery, connection)
        .map(({ type, identity }) => `${delivery.conversation ?? '-'} ${type} ${identity}`),
    );
    expect(dropped).toEqual([]);
    expect(deliveries).toHaveLength(read(name).length);
    expect(said).toEqual(sayings[name] ?? []);
  });

  it.each(names)('%s says the same with fields that are not known', (name) => {
    const grown = read(name).map((event) => ({
      ...event,
      eventId: 7,
      attemptNumber: 9,
      someNewField: { deeply: [{ nested: null }] },
    }));
    expect(interpret(grown)).toEqual(interpret(read(name)));
    const ids = (events: readonly Event[]) =>
      receive(events).deliveries.map(({ deliveryId }) => deliveryId);
    expect(ids(grown)).toEqual(ids(read(name)));
  });

  it.each(names)('%s may have null anywhere', (name) => {
    for (const event of read(name))
      for (const field of Object.keys(event))
        expect(interpret([{ ...event, [field]: null }])).toEqual(expect.any(Array));
  });

  it('counts a retry as the same delivery, one attempt further', () => {
    const [first] = receive(read('batch')).deliveries.slice(1);
    const [again] = receive(read('retry-attempt-1')).deliveries;
    expect(again).toMatchObject({ deliveryId: first?.deliveryId, attempt: 2 });
    expect(first?.attempt).toBe(1);
  });
});
