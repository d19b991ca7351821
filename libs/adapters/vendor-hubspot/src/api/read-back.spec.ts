import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand } from '@deskstream/port-vendor';
import { expectAsDescribed } from '../testing/as-described';
import {
  NOW,
  THREAD,
  assignment,
  comment,
  crmObject,
  failure,
  incoming,
  outgoing,
  page,
  thread,
} from '../testing/bodies';
import type { ConnectedHubspot } from '../testing/connected-hubspot';
import { connectHubspot, go, MESSAGES, THREADS } from '../testing/connected-hubspot';
import type { Answered } from '../testing/stub-hubspot';

const AT_THREAD = `GET ${THREADS}/${THREAD}`;
const conversation = THREAD;

let hubspot: ConnectedHubspot;
const exchanges: Answered[] = [];

beforeEach(async () => {
  hubspot = await connectHubspot();
  hubspot.on(`GET ${MESSAGES}`, 200, page([incoming('m1', NOW - 5_000, 'Hello')]));
});

afterEach(async () => {
  exchanges.push(...hubspot.answered.filter(({ status }) => status < 300));
  await hubspot.close();
});

describe('reading back', () => {
  const attempt = { since: NOW, exclude: ['old'] };
  const readBack = (command: VendorCommand) =>
    hubspot.api.readBack(command, hubspot.connection, attempt, go);
  const reply: VendorCommand = { kind: 'reply', conversation, text: 'Same words' };
  const holds = (...messages: readonly unknown[]) =>
    hubspot.on(`GET ${MESSAGES}`, 200, page(messages));

  it('finds our words of this attempt, and nobody else’s', async () => {
    holds(
      outgoing('early', NOW - 120_001, 'Same words'),
      outgoing('old', NOW, 'Same words'),
      outgoing('mine', NOW + 1, 'Same words', { richText: '<p>Same  words</p>' }),
      outgoing('person', NOW + 2, 'Same words', { client: { clientType: 'HUBSPOT' } }),
      incoming('customer', NOW + 3, 'Same words'),
      comment('c1', NOW + 4, 'Same words', { client: { clientType: 'INTEGRATION' } }),
    );
    expect(await readBack(reply)).toEqual({
      kind: 'found',
      vendorMessageId: 'mine',
      vendorAt: NOW + 1,
    });
    expect(await readBack({ ...reply, kind: 'note' })).toMatchObject({ vendorMessageId: 'c1' });
    expect(await readBack({ ...reply, text: 'Other words' })).toEqual({ kind: 'absent' });
  });

  it('does not say absent of a thread that it could not read to the end', async () => {
    hubspot.onRaw(`GET ${MESSAGES}`, (response) => {
      response.end(JSON.stringify(page([incoming('m', NOW, 'Hi')], `c${hubspot.seen.length}`)));
    });
    expect(await readBack(reply)).toMatchObject({ kind: 'unreadable' });
  });

  it.each<[VendorCommand, Record<string, unknown>, Record<string, unknown>]>([
    [{ kind: 'unassign', conversation }, { assignedTo: undefined }, { assignedTo: '55501' }],
    [
      { kind: 'assign', conversation, to: { kind: 'teammate', id: '55502' } },
      { assignedTo: 'A-55502' },
      { assignedTo: 'A-55501' },
    ],
    [{ kind: 'close', conversation }, { status: 'CLOSED' }, { status: 'OPEN' }],
  ])('%j looks at the thread', async (command, stands, stood) => {
    hubspot.on(AT_THREAD, 200, thread(stands));
    expect(await readBack(command)).toEqual({ kind: 'found' });
    hubspot.on(AT_THREAD, 200, thread(stood));
    expect(await readBack(command)).toEqual({ kind: 'absent' });
  });

  it('finds a tag, a contact and news on a ticket where they stand', async () => {
    const tagged = crmObject('1246900', { deskstream_tags: 'a;b' });
    hubspot.on('GET /crm/v3/objects/contacts/1246900', 200, tagged);
    expect(await readBack({ kind: 'tag', conversation, tag: 'b' })).toEqual({ kind: 'found' });
    expect(await readBack({ kind: 'tag', conversation, tag: 'c' })).toEqual({ kind: 'absent' });
    hubspot.on('GET /crm/v3/objects/contacts/a%40x.example', 200, crmObject('7', {}));
    const ensure = (email: string) => readBack({ kind: 'ensure-contact', conversation, email });
    expect(await ensure('a@x.example')).toEqual({ kind: 'found', vendorMessageId: '7' });
    expect(await ensure('b@x.example')).toEqual({ kind: 'absent' });
    hubspot.on('GET /crm/v3/objects/tickets/9', 200, crmObject('9', { content: 'old\n\nnews' }));
    const update = { kind: 'update-ticket', conversation, ticketId: '9' } as const;
    expect(await readBack({ ...update, content: 'news' })).toMatchObject({ kind: 'found' });
    expect(await readBack({ ...update, content: 'more' })).toEqual({ kind: 'absent' });
  });

  it("finds a ticket by its thread, or among the contact's", async () => {
    const ticket = { kind: 'ticket', conversation, subject: 'S', content: 'C' } as const;
    expect(await readBack(ticket)).toEqual({ kind: 'absent' });
    const threadAssociations = { associatedTicketId: '9' };
    hubspot.on(AT_THREAD, 200, thread({ threadAssociations }));
    hubspot.on('GET /crm/v3/objects/tickets/9', 200, crmObject('9', { subject: 'S' }));
    expect(await readBack(ticket)).toMatchObject({ kind: 'found', vendorMessageId: '9' });
    hubspot.on('GET /crm/v3/objects/tickets/9', 200, crmObject('9', { subject: 'S' }, 1));
    expect(await readBack(ticket)).toEqual({ kind: 'absent' });
    hubspot.on('GET /crm/v4/objects/contacts/5/associations/tickets', 200, {
      results: [{ toObjectId: '10', associationTypes: [] }],
    });
    hubspot.on('GET /crm/v3/objects/tickets/10', 200, crmObject('10', { subject: 'S' }));
    expect(await readBack({ ...ticket, contactId: '5' })).toMatchObject({ vendorMessageId: '10' });
  });

  it('tells what it cannot know', async () => {
    hubspot.on(`GET ${MESSAGES}`, 429, failure('Limit', 'RATE_LIMITS'), { 'retry-after': '3' });
    expect(await readBack(reply)).toEqual({
      kind: 'unreadable',
      because: 'HTTP 429',
      retryAt: NOW + 3_000,
    });
    hubspot.on(`GET ${MESSAGES}`, 403, failure('No', 'FORBIDDEN'));
    expect(await readBack(reply)).toMatchObject({ because: 'HUBSPOT.FORBIDDEN' });
    hubspot.on(`GET ${MESSAGES}`, 404, failure('Gone', 'OBJECT_NOT_FOUND'));
    expect(await readBack(reply)).toEqual({ kind: 'absent' });
  });
});

describe('ownership', () => {
  const ownership = () => hubspot.api.ownership(conversation, hubspot.connection, go);

  it.each([
    ['A-55501', { kind: 'ai', id: '55501' }],
    ['A-55502', { kind: 'teammate', id: 'A-55502' }],
  ])('of %s, and who gave it to them', async (assignedTo, assignee) => {
    hubspot.on(AT_THREAD, 200, thread({ assignedTo }));
    const rule = assignment('a1', NOW - 2, { assignedTo, createdBy: 'S-hubspot' });
    hubspot.on(`GET ${MESSAGES}`, 200, page([rule, incoming('m', NOW - 1, 'Hi')]));
    expect(await ownership()).toEqual({
      kind: 'known',
      assignee,
      asOf: NOW,
      open: true,
      assignedBy: 'S-hubspot',
    });
  });

  it('of nobody, of a closed thread, and without the messages', async () => {
    hubspot.on(AT_THREAD, 200, thread({ assignedTo: undefined, status: 'CLOSED' }));
    expect(await ownership()).toMatchObject({ assignee: { kind: 'nobody' }, open: false });
    hubspot.on(AT_THREAD, 200, thread());
    hubspot.on(`GET ${MESSAGES}`, 500, failure('Oops', 'INTERNAL_ERROR'));
    expect(await ownership()).toMatchObject({ kind: 'known', assignee: { kind: 'ai' } });
  });

  it('is gone, or cannot be read', async () => {
    hubspot.on(AT_THREAD, 404, failure('Gone', 'OBJECT_NOT_FOUND'));
    expect(await ownership()).toEqual({ kind: 'gone', because: 'HUBSPOT.OBJECT_NOT_FOUND' });
    hubspot.onRaw(AT_THREAD, (response) => response.end('not JSON'));
    expect(await ownership()).toMatchObject({ kind: 'unreadable' });
    hubspot.on(AT_THREAD, 503, failure('Oops', 'INTERNAL_ERROR'));
    expect(await ownership()).toMatchObject({ kind: 'unreadable', because: 'HTTP 503' });
  });
});

expectAsDescribed(exchanges);
