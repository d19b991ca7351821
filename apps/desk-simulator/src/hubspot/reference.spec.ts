import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import {
  describeWithReference,
  examplesIn,
  openApiChecker,
  signatureVectors,
} from '@deskstream/testing-harness';
import { signatureV1, signatureV3 } from './delivery/signature';
import type { Json, TestDesk } from './test-desk';
import { AI, comment, newTicket, openTestDesk, THREADS } from './test-desk';

let desk: TestDesk;

beforeEach(async () => {
  desk = await openTestDesk();
});

afterEach(() => desk.close());

describeWithReference('against the reference data', (vendors) => {
  const folder = `${vendors}/examples/hubspot`;

  it('every example payload can be adopted: what it names exists', async () => {
    for (const name of examplesIn(folder)) {
      const events = JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as Json[];
      const adopted = await desk.control<{ conversations: Json[]; objects: Json[] }>(
        '/demo/adopt',
        events,
      );
      expect([...adopted.conversations, ...adopted.objects]).not.toHaveLength(0);
      for (const { messageId, objectId } of events)
        if (typeof messageId === 'string')
          expect(
            (await desk.ask('GET', `${THREADS}/${Number(objectId)}/messages/${messageId}`)).status,
          ).toBe(200);
    }
    expect(await desk.sent()).toEqual([]);
    expect((await desk.reply('3624100500')).status).toBe(201);
  }, 180_000);

  it('signs as the vectors say', () => {
    const genuine = signatureVectors(vendors, 'hubspot').filter(
      ({ scheme, valid }) => scheme !== 'v2' && valid === true,
    );
    expect(genuine.length).toBeGreaterThan(3);
    for (const { scheme, secret, method = '', uri = '', rawBody: body, headers } of genuine)
      if (scheme === 'v1') expect(signatureV1(secret, body)).toBe(headers['X-HubSpot-Signature']);
      else {
        const timestamp = headers['X-HubSpot-Request-Timestamp'] ?? '';
        expect(signatureV3(secret, { method, uri, body, timestamp })).toBe(
          headers['X-HubSpot-Signature-v3'],
        );
      }
  });

  it('every answer is as documented', async () => {
    const checkers = new Map<string, ReturnType<typeof openApiChecker>>();
    const checkerOf = (area: string) => {
      const known = checkers.get(area) ?? openApiChecker(`${vendors}/specs/hubspot-${area}.json`);
      checkers.set(area, known);
      return known;
    };
    const id = await desk.open({ company: 'Northwind', text: 'Hello', quoted: 'Earlier' });
    await desk.act(id, { action: 'bot' });
    const contact = await desk.contactOf(id);
    const ticket = newTicket(contact, 16);
    const tickets = '/crm/v3/objects/tickets';
    const contacts = '/crm/v3/objects/contacts';
    const ticketId = String((await desk.read('POST', tickets, ticket))['id']);
    const { results } = (await desk.read('GET', `${THREADS}/${id}/messages`)) as {
      results: Json[];
    };
    const messageId = String(results[0]?.['id']);
    const [companies] = desk.account().portal.crm.all('companies') ?? [];
    const assignee = `/conversations/conversations/v3/threads/${id}/assignee`;
    const v4 = '/crm/v4/objects';
    const spec = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 26 }];
    const inboxes = '/conversations/v3/conversations';
    const find = { query: '', limit: 10, after: '', sorts: [], properties: [], filterGroups: [] };
    const calls: readonly (readonly [string, string, string, unknown?])[] = [
      ['conversations', 'GET', `${THREADS}?limit=1`],
      ['conversations', 'GET', `${THREADS}/${id}?association=TICKET`],
      ['conversations', 'GET', `${THREADS}/1`],
      ['conversations', 'GET', `${THREADS}/${id}/messages`],
      ['conversations', 'GET', `${THREADS}/${id}/messages/${messageId}`],
      ['conversations', 'GET', `${THREADS}/${id}/messages/${messageId}/original-content`],
      ['conversations', 'POST', `${THREADS}/${id}/messages`, await desk.answering(id)],
      ['conversations', 'POST', `${THREADS}/${id}/messages`, comment],
      ['conversations', 'PUT', assignee, { actorId: 'A-55502' }],
      ['conversations', 'DELETE', assignee],
      ['conversations', 'PATCH', `${THREADS}/${id}`, { status: 'CLOSED' }],
      ['conversations', 'GET', `${inboxes}/actors/${AI}`],
      ['conversations', 'POST', `${inboxes}/actors/batch/read`, { inputs: [AI, `V-${contact}`] }],
      ['conversations', 'POST', `${inboxes}/actors/batch/read`, { inputs: ['A-1'] }],
      ['conversations', 'GET', `${inboxes}/inboxes`],
      ['conversations', 'GET', `${inboxes}/channels`],
      ['conversations', 'GET', `${inboxes}/channel-accounts?channelId=1002`],
      ['conversations', 'DELETE', `${THREADS}/${id}`],
      ['contacts', 'POST', contacts, { properties: { email: 'new@example.com' } }],
      ['contacts', 'POST', contacts, { properties: { email: 'new@example.com' } }],
      ['contacts', 'GET', `${contacts}/${contact}?properties=email&associations=companies`],
      ['contacts', 'PATCH', `${contacts}/${contact}`, { properties: { phone: '1' } }],
      ['contacts', 'POST', `${contacts}/search`, find],
      [
        'contacts',
        'POST',
        `${contacts}/batch/upsert`,
        { inputs: [{ id: 'up@example.com', idProperty: 'email', properties: {} }] },
      ],
      ['tickets', 'POST', tickets, ticket],
      ['tickets', 'PATCH', `${tickets}/${ticketId}`, { properties: { hs_pipeline_stage: '4' } }],
      ['tickets', 'GET', `${tickets}/${ticketId}?associations=contacts`],
      ['tickets', 'POST', tickets, { ...ticket, properties: { subject: 'x' } }],
      ['owners', 'GET', '/crm/v3/owners?limit=1'],
      ['owners', 'GET', '/crm/v3/owners/77601'],
      ['pipelines', 'GET', '/crm/v3/pipelines/tickets'],
      ['associations', 'GET', `${v4}/contacts/${contact}/associations/companies`],
      [
        'associations',
        'PUT',
        `${v4}/tickets/${ticketId}/associations/companies/${companies?.id ?? ''}`,
        spec,
      ],
      ['associations', 'PUT', `${v4}/tickets/${ticketId}/associations/default/contacts/${contact}`],
      ['associations', 'DELETE', `${v4}/tickets/${ticketId}/associations/contacts/${contact}`],
      ['properties', 'GET', '/crm/v3/properties/tickets'],
      ['properties', 'GET', '/crm/v3/properties/tickets/subject'],
      ['webhooks', 'GET', '/webhooks/v3/1160400/settings'],
      ['webhooks', 'GET', '/webhooks/v3/1160400/subscriptions'],
    ];
    const problems: string[] = [];
    for (const [area, method, path, body] of calls) {
      const answer = await desk.ask(method, path, body);
      const text = await answer.text();
      const told = text === '' ? undefined : (JSON.parse(text) as unknown);
      const found = [
        ...(answer.ok ? checkerOf(area).request(method, path, body) : []),
        ...checkerOf(area).response(method, path, answer.status, told),
      ];
      problems.push(...found.map((problem) => `${method} ${path} ${answer.status}: ${problem}`));
    }
    expect(problems).toEqual([]);
  }, 180_000);
});
