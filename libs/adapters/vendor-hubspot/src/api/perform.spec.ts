import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand } from '@deskstream/port-vendor';
import { expectAsDescribed } from '../testing/as-described';
import {
  APP,
  NOW,
  THREAD,
  comment,
  crmObject,
  incoming,
  iso,
  outgoing,
  page,
  property,
  thread,
} from '../testing/bodies';
import type { ConnectedHubspot } from '../testing/connected-hubspot';
import { connectHubspot, MESSAGES, THREADS } from '../testing/connected-hubspot';
import type { Answered } from '../testing/stub-hubspot';

const ASSIGNEE = `/conversations/conversations/v3/threads/${THREAD}/assignee`;
const CONTACT = '/crm/v3/objects/contacts/1246900';
const conversation = THREAD;

let hubspot: ConnectedHubspot;
const exchanges: Answered[] = [];

beforeEach(async () => {
  hubspot = await connectHubspot();
  hubspot.on(`GET ${MESSAGES}`, 200, page([incoming('m1', NOW - 5_000, 'Hello')]));
});

afterEach(async () => {
  exchanges.push(...hubspot.answered);
  await hubspot.close();
});

const said = () => outgoing('m2', NOW, 'Hi & bye');

describe('a reply', () => {
  const reply: VendorCommand = { kind: 'reply', conversation, text: 'Hi & bye' };

  it('takes channel and recipient from the message it answers, and is sent once', async () => {
    hubspot.on(`POST ${MESSAGES}`, 201, said());
    expect(await hubspot.perform(reply)).toEqual({
      kind: 'done',
      vendorMessageId: 'm2',
      vendorAt: NOW,
    });
    expect(hubspot.writes()).toEqual([
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
    hubspot.onRaw(`GET ${MESSAGES}`, (response) => {
      const more = hubspot.seen.at(-1)?.path.includes('after=a%2Fb');
      const chat = { channelId: '1000', channelAccountId: '9', subject: undefined };
      const body = more
        ? page([incoming('m8', NOW - 10, 'newest', chat), outgoing('m9', NOW - 5, 'Ours')])
        : page([incoming('m1', NOW - 5_000, 'Hello')], 'a/b');
      response.end(JSON.stringify(body));
    });
    hubspot.on(`POST ${MESSAGES}`, 201, said());
    expect((await hubspot.perform(reply)).kind).toBe('done');
    const [write] = hubspot.writes();
    expect(write?.body).toMatchObject({ channelId: '1000', channelAccountId: '9' });
    expect(write?.body).not.toHaveProperty('subject');
  });

  it('is refused when nothing tells whom to answer', async () => {
    hubspot.on(`GET ${MESSAGES}`, 200, page([comment('c1', NOW, 'Only a note')]));
    expect(await hubspot.perform(reply)).toMatchObject({
      kind: 'rejected',
      code: 'HUBSPOT.NOTHING_TO_ANSWER',
    });
    expect(hubspot.writes()).toEqual([]);
  });

  it('is refused when the channel refused it at once', async () => {
    const failureDetails = { errorMessage: 'Mailbox is full', errorMessageTokens: {} };
    const status = { statusType: 'FAILED', failureDetails };
    hubspot.on(`POST ${MESSAGES}`, 201, outgoing('m2', NOW, 'Hi & bye', { status }));
    expect(await hubspot.perform(reply)).toMatchObject({
      kind: 'rejected',
      code: 'HUBSPOT.MESSAGE_FAILED',
      detail: 'Mailbox is full',
    });
  });

  it('to a ticket goes to its newest thread', async () => {
    const older = thread({ id: '1', latestMessageTimestamp: iso(1) });
    hubspot.on(`GET ${THREADS}`, 200, page([older, thread()]));
    hubspot.on(`POST ${MESSAGES}`, 201, said());
    expect((await hubspot.perform({ ...reply, conversation: 'ticket-901500' })).kind).toBe('done');
    expect(hubspot.seen[0]?.path).toBe(`${THREADS}?associatedTicketId=901500&limit=100`);
    hubspot.on(`GET ${THREADS}`, 200, page([]));
    expect(await hubspot.perform({ ...reply, conversation: 'ticket-2' })).toMatchObject({
      code: 'HUBSPOT.TICKET_WITHOUT_THREAD',
    });
  });
});

describe('a note', () => {
  it('is a comment', async () => {
    const client = { clientType: 'INTEGRATION', integrationAppId: APP };
    hubspot.on(`POST ${MESSAGES}`, 201, comment('c1', NOW, 'Careful', { client }));
    const note: VendorCommand = { kind: 'note', conversation, text: 'Careful' };
    expect(await hubspot.perform(note)).toMatchObject({ kind: 'done', vendorMessageId: 'c1' });
    expect(hubspot.seen.map(({ body }) => body)).toEqual([
      { type: 'COMMENT', text: 'Careful', richText: '<p>Careful</p>', attachments: [] },
    ]);
  });
});

describe('the owner and the status', () => {
  it('are set with one request each', async () => {
    hubspot.on(`DELETE ${ASSIGNEE}`, 204);
    hubspot.on(`PUT ${ASSIGNEE}`, 200, thread());
    hubspot.on(`PATCH ${THREADS}/${THREAD}`, 200, thread({ status: 'CLOSED', closedAt: iso(NOW) }));
    expect(await hubspot.perform({ kind: 'unassign', conversation })).toEqual({ kind: 'done' });
    for (const id of ['55502', 'A-55502'])
      await hubspot.perform({ kind: 'assign', conversation, to: { kind: 'teammate', id } });
    expect(await hubspot.perform({ kind: 'close', conversation })).toEqual({
      kind: 'done',
      vendorAt: NOW,
    });
    expect(hubspot.seen.map(({ method, body }) => [method, body])).toEqual([
      ['DELETE', undefined],
      ['PUT', { actorId: 'A-55502' }],
      ['PUT', { actorId: 'A-55502' }],
      ['PATCH', { status: 'CLOSED' }],
    ]);
  });

  it('cannot be a team', async () => {
    const to = { kind: 'team', id: '1' } as const;
    expect(await hubspot.perform({ kind: 'assign', conversation, to })).toMatchObject({
      code: 'VENDOR.UNSUPPORTED',
    });
    expect(hubspot.seen).toEqual([]);
  });
});

describe('a tag', () => {
  const tag: VendorCommand = { kind: 'tag', conversation, tag: 'handed_off' };

  it("joins those of the thread's ticket", async () => {
    const threadAssociations = { associatedTicketId: '901500' };
    hubspot.on(`GET ${THREADS}/${THREAD}`, 200, thread({ threadAssociations }));
    hubspot.on('GET /crm/v3/properties/tickets/deskstream_tags', 200, property);
    const tags = { deskstream_tags: 'old; other' };
    hubspot.on('GET /crm/v3/objects/tickets/901500', 200, crmObject('901500', tags));
    hubspot.on('PATCH /crm/v3/objects/tickets/901500', 200, crmObject('901500', {}));
    expect(await hubspot.perform(tag)).toMatchObject({ kind: 'done', vendorMessageId: '901500' });
    expect(hubspot.writes().map(({ body }) => body)).toEqual([
      { properties: { deskstream_tags: 'old;other;handed_off' } },
    ]);
  });

  it('goes on the contact without a ticket, and is written no second time', async () => {
    hubspot.on('GET /crm/v3/properties/contacts/deskstream_tags', 200, property);
    hubspot.on(`GET ${CONTACT}`, 200, crmObject('1246900', { deskstream_tags: 'handed_off' }));
    expect(await hubspot.perform(tag)).toMatchObject({ kind: 'done', vendorMessageId: '1246900' });
    expect(hubspot.writes()).toEqual([]);
  });

  it('waits for the next attempt while its property is made', async () => {
    hubspot.on('POST /crm/v3/properties/contacts', 201, property);
    expect(await hubspot.perform(tag)).toEqual({
      kind: 'unreachable',
      because: 'HUBSPOT.PROPERTY_CREATED',
    });
    expect(hubspot.writes().map(({ path }) => path)).toEqual(['/crm/v3/properties/contacts']);
  });
});

expectAsDescribed(exchanges);
