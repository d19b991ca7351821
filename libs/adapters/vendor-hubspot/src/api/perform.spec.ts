import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand } from '@deskstream/port-vendor';
import { openApiChecker, sharedReference } from '@deskstream/testing-harness';
import {
  APP,
  NOW,
  THREAD,
  comment,
  crmObject,
  failure,
  incoming,
  iso,
  outgoing,
  page,
  pipelines,
  property,
  thread,
} from '../testing/bodies';
import { hubspotDescriptions } from '../testing/descriptions';
import type { Answered, StubHubspot } from '../testing/stub-hubspot';
import { startStub } from '../testing/stub-hubspot';
import type { HubspotApi } from './hubspot-api';
import { createHubspotApi } from './hubspot-api';

const go = new AbortController().signal;
const THREADS = '/conversations/v3/conversations/threads';
const MESSAGES = `${THREADS}/${THREAD}/messages`;
const ASSIGNEE = `/conversations/conversations/v3/threads/${THREAD}/assignee`;
const CONTACT = '/crm/v3/objects/contacts/1246900';
const conversation = THREAD;

let stub: StubHubspot;
let api: HubspotApi;
const exchanges: Answered[] = [];

beforeEach(async () => {
  stub = await startStub();
  api = createHubspotApi({
    timeoutMs: 150,
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
  });
  stub.on(`GET ${THREADS}/${THREAD}`, 200, thread());
  stub.on(`GET ${MESSAGES}`, 200, page([incoming('m1', NOW - 5_000, 'Hello')]));
});

afterEach(async () => {
  exchanges.push(...stub.answered);
  await api.close();
  await stub.close();
});

const perform = (command: VendorCommand) => api.perform(command, stub.connection, go);
const said = () => outgoing('m2', NOW, 'Hi & bye');

describe('a reply', () => {
  const reply: VendorCommand = { kind: 'reply', conversation, text: 'Hi & bye' };

  it('takes channel and recipient from the message it answers, and is sent once', async () => {
    stub.on(`POST ${MESSAGES}`, 201, said());
    expect(await perform(reply)).toEqual({ kind: 'done', vendorMessageId: 'm2', vendorAt: NOW });
    expect(stub.writes()).toEqual([
      {
        method: 'POST',
        path: MESSAGES,
        authorization: 'Bearer pat-na1-secret',
        body: {
          type: 'MESSAGE',
          text: 'Hi & bye',
          richText: '<p>Hi &amp; bye</p>',
          senderActorId: 'A-55501',
          channelId: '1002',
          channelAccountId: '105970300',
          subject: 'Re: Export stuck',
          attachments: [],
          recipients: [
            {
              actorId: 'V-1246900',
              name: 'Test Customer',
              recipientField: 'TO',
              deliveryIdentifiers: [{ type: 'HS_EMAIL_ADDRESS', value: 'customer@example.com' }],
            },
          ],
        },
      },
    ]);
  });

  it('answers the newest message of the customer, on whatever page it stands', async () => {
    stub.onRaw(`GET ${MESSAGES}`, (response) => {
      const more = stub.seen.at(-1)?.path.includes('after=a%2Fb');
      const chat = { channelId: '1000', channelAccountId: '9', subject: undefined };
      const body = more
        ? page([incoming('m8', NOW - 10, 'newest', chat), outgoing('m9', NOW - 5, 'Ours')])
        : page([incoming('m1', NOW - 5_000, 'Hello')], 'a/b');
      response.end(JSON.stringify(body));
    });
    stub.on(`POST ${MESSAGES}`, 201, said());
    expect((await perform(reply)).kind).toBe('done');
    const [write] = stub.writes();
    expect(write?.body).toMatchObject({ channelId: '1000', channelAccountId: '9' });
    expect(write?.body).not.toHaveProperty('subject');
  });

  it('is refused when nothing tells whom to answer', async () => {
    stub.on(`GET ${MESSAGES}`, 200, page([comment('c1', NOW, 'Only a note')]));
    expect(await perform(reply)).toMatchObject({
      kind: 'rejected',
      code: 'HUBSPOT.NOTHING_TO_ANSWER',
    });
    expect(stub.writes()).toEqual([]);
  });

  it('is refused when the channel refused it at once', async () => {
    const failureDetails = { errorMessage: 'Mailbox is full', errorMessageTokens: {} };
    const status = { statusType: 'FAILED', failureDetails };
    stub.on(`POST ${MESSAGES}`, 201, outgoing('m2', NOW, 'Hi & bye', { status }));
    expect(await perform(reply)).toMatchObject({
      kind: 'rejected',
      code: 'HUBSPOT.MESSAGE_FAILED',
      detail: 'Mailbox is full',
    });
  });

  it('to a ticket goes to its newest thread', async () => {
    const older = thread({ id: '1', latestMessageTimestamp: iso(1) });
    stub.on(`GET ${THREADS}`, 200, page([older, thread()]));
    stub.on(`POST ${MESSAGES}`, 201, said());
    expect((await perform({ ...reply, conversation: 'ticket-901500' })).kind).toBe('done');
    expect(stub.seen[0]?.path).toBe(`${THREADS}?associatedTicketId=901500&limit=100`);
    stub.on(`GET ${THREADS}`, 200, page([]));
    expect(await perform({ ...reply, conversation: 'ticket-2' })).toMatchObject({
      code: 'HUBSPOT.TICKET_WITHOUT_THREAD',
    });
  });
});

describe('a note', () => {
  it('is a comment', async () => {
    const client = { clientType: 'INTEGRATION', integrationAppId: APP };
    stub.on(`POST ${MESSAGES}`, 201, comment('c1', NOW, 'Careful', { client }));
    const note: VendorCommand = { kind: 'note', conversation, text: 'Careful' };
    expect(await perform(note)).toMatchObject({ kind: 'done', vendorMessageId: 'c1' });
    expect(stub.seen.map(({ body }) => body)).toEqual([
      { type: 'COMMENT', text: 'Careful', richText: '<p>Careful</p>', attachments: [] },
    ]);
  });
});

describe('the owner and the status', () => {
  it('are set with one request each', async () => {
    stub.on(`DELETE ${ASSIGNEE}`, 204);
    stub.on(`PUT ${ASSIGNEE}`, 200, thread());
    stub.on(`PATCH ${THREADS}/${THREAD}`, 200, thread({ status: 'CLOSED', closedAt: iso(NOW) }));
    expect(await perform({ kind: 'unassign', conversation })).toEqual({ kind: 'done' });
    for (const id of ['55502', 'A-55502'])
      await perform({ kind: 'assign', conversation, to: { kind: 'teammate', id } });
    expect(await perform({ kind: 'close', conversation })).toEqual({ kind: 'done', vendorAt: NOW });
    expect(stub.seen.map(({ method, body }) => [method, body])).toEqual([
      ['DELETE', undefined],
      ['PUT', { actorId: 'A-55502' }],
      ['PUT', { actorId: 'A-55502' }],
      ['PATCH', { status: 'CLOSED' }],
    ]);
  });

  it('cannot be a team', async () => {
    const to = { kind: 'team', id: '1' } as const;
    expect(await perform({ kind: 'assign', conversation, to })).toMatchObject({
      code: 'VENDOR.UNSUPPORTED',
    });
    expect(stub.seen).toEqual([]);
  });
});

describe('a tag', () => {
  const tag: VendorCommand = { kind: 'tag', conversation, tag: 'handed_off' };

  it("joins those of the thread's ticket", async () => {
    const threadAssociations = { associatedTicketId: '901500' };
    stub.on(`GET ${THREADS}/${THREAD}`, 200, thread({ threadAssociations }));
    stub.on('GET /crm/v3/properties/tickets/deskstream_tags', 200, property);
    const tags = { deskstream_tags: 'old; other' };
    stub.on('GET /crm/v3/objects/tickets/901500', 200, crmObject('901500', tags));
    stub.on('PATCH /crm/v3/objects/tickets/901500', 200, crmObject('901500', {}));
    expect(await perform(tag)).toMatchObject({ kind: 'done', vendorMessageId: '901500' });
    expect(stub.writes().map(({ body }) => body)).toEqual([
      { properties: { deskstream_tags: 'old;other;handed_off' } },
    ]);
  });

  it('goes on the contact without a ticket, and is written no second time', async () => {
    stub.on('GET /crm/v3/properties/contacts/deskstream_tags', 200, property);
    stub.on(`GET ${CONTACT}`, 200, crmObject('1246900', { deskstream_tags: 'handed_off' }));
    expect(await perform(tag)).toMatchObject({ kind: 'done', vendorMessageId: '1246900' });
    expect(stub.writes()).toEqual([]);
  });

  it('waits for the next attempt while its property is made', async () => {
    stub.on('POST /crm/v3/properties/contacts', 201, property);
    expect(await perform(tag)).toEqual({
      kind: 'unreachable',
      because: 'HUBSPOT.PROPERTY_CREATED',
    });
    expect(stub.writes().map(({ path }) => path)).toEqual(['/crm/v3/properties/contacts']);
  });
});

describe('a contact', () => {
  const ensure: VendorCommand = {
    kind: 'ensure-contact',
    conversation,
    email: 'a+b@example.com',
    name: 'Ada King Lovelace',
  };
  const known = '/crm/v3/objects/contacts/a%2Bb%40example.com';

  it('is found by its address', async () => {
    stub.on(`GET ${known}`, 200, crmObject('7', { email: 'a+b@example.com' }));
    expect(await perform(ensure)).toEqual({ kind: 'done', vendorMessageId: '7' });
    expect(stub.writes()).toEqual([]);
  });

  it('is made when there is none', async () => {
    stub.on('POST /crm/v3/objects/contacts', 201, crmObject('8', {}));
    expect(await perform(ensure)).toEqual({ kind: 'done', vendorMessageId: '8' });
    expect(stub.writes()[0]?.body).toEqual({
      properties: { email: 'a+b@example.com', firstname: 'Ada', lastname: 'King Lovelace' },
    });
  });

  it('is found when somebody made it meanwhile', async () => {
    const text = 'Contact already exists. Existing ID: 1246900';
    stub.on('POST /crm/v3/objects/contacts', 409, failure(text, 'CONFLICT'));
    expect(await perform(ensure)).toEqual({ kind: 'done', vendorMessageId: '1246900' });
  });
});

describe('a ticket', () => {
  const ticket: VendorCommand = {
    kind: 'ticket',
    conversation,
    subject: 'Handed off',
    content: 'Please call',
    contactId: 'V-1246900',
    ownerId: '77601',
    tag: 'handed_off',
  };

  it('is made with all it is tied to, in the first stage of the first pipeline', async () => {
    stub.on('GET /crm/v3/properties/tickets/deskstream_tags', 200, property);
    stub.on('GET /crm/v3/pipelines/tickets', 200, pipelines);
    stub.on('POST /crm/v3/objects/tickets', 201, crmObject('901500', {}));
    expect(await perform(ticket)).toMatchObject({ kind: 'done', vendorMessageId: '901500' });
    const to = (id: string, associationTypeId: number) => ({
      to: { id },
      types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
    });
    expect(stub.writes().map(({ body }) => body)).toEqual([
      {
        properties: {
          subject: 'Handed off',
          content: 'Please call',
          hubspot_owner_id: '77601',
          deskstream_tags: 'handed_off',
          hs_pipeline: '0',
          hs_pipeline_stage: '1',
        },
        associations: [to('1246900', 16), to(THREAD, 32)],
      },
    ]);
  });

  it('is not made where there is no pipeline', async () => {
    stub.on('GET /crm/v3/pipelines/tickets', 200, { results: [] });
    const { tag: _tag, ...untagged } = ticket;
    expect(await perform(untagged)).toMatchObject({ code: 'HUBSPOT.NO_PIPELINE' });
  });

  it('gets news below what it says, once', async () => {
    const update: VendorCommand = {
      kind: 'update-ticket',
      conversation,
      ticketId: '901500',
      content: 'One more thing',
    };
    const path = '/crm/v3/objects/tickets/901500';
    stub.on(`GET ${path}`, 200, crmObject('901500', { content: 'Please call' }));
    stub.on(`PATCH ${path}`, 200, crmObject('901500', {}));
    expect(await perform(update)).toEqual({ kind: 'done', vendorMessageId: '901500' });
    expect(stub.writes().map(({ body }) => body)).toEqual([
      { properties: { content: 'Please call\n\nOne more thing' } },
    ]);
    stub.on(`GET ${path}`, 200, crmObject('901500', { content: 'x\n\nOne more thing' }));
    await perform(update);
    expect(stub.writes()).toHaveLength(1);
  });

  it('keeps the newest of what is too long', async () => {
    const path = '/crm/v3/objects/tickets/901500';
    stub.on(`GET ${path}`, 200, crmObject('901500', { content: 'x'.repeat(65_536) }));
    stub.on(`PATCH ${path}`, 200, crmObject('901500', {}));
    await perform({ kind: 'update-ticket', conversation, ticketId: '901500', content: 'news' });
    const { properties } = stub.writes()[0]?.body as { properties: { content: string } };
    expect(properties.content).toHaveLength(65_536);
    expect(properties.content).toMatch(/^….*\n\nnews$/s);
  });
});

describe('every request, and every answer it was given', () => {
  it("is as HubSpot's descriptions say", () => {
    const problemsOf = hubspotDescriptions(sharedReference(), openApiChecker);
    expect(exchanges.length).toBeGreaterThan(10);
    expect(problemsOf(exchanges)).toEqual([]);
  });
});
