import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand } from '@deskstream/port-vendor';
import { openApiChecker, sharedReference } from '@deskstream/testing-harness';
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
import { hubspotDescriptions } from '../testing/descriptions';
import type { Answered, StubHubspot } from '../testing/stub-hubspot';
import { startStub } from '../testing/stub-hubspot';
import type { HubspotApi } from './hubspot-api';
import { createHubspotApi } from './hubspot-api';

const go = new AbortController().signal;
const THREADS = '/conversations/v3/conversations/threads';
const AT_THREAD = `GET ${THREADS}/${THREAD}`;
const MESSAGES = `${THREADS}/${THREAD}/messages`;
const POST = `POST ${MESSAGES}`;
const HOUR = 3_600_000;
const conversation = THREAD;

let stub: StubHubspot;
let api: HubspotApi;
const exchanges: Answered[] = [];

beforeEach(async () => {
  stub = await startStub();
  const clock = { now: () => NOW, sleep: () => Promise.resolve() };
  api = createHubspotApi({ timeoutMs: 150, clock });
  stub.on(AT_THREAD, 200, thread());
  stub.on(`GET ${MESSAGES}`, 200, page([incoming('m1', NOW - 5_000, 'Hello')]));
});

afterEach(async () => {
  exchanges.push(...stub.answered);
  await api.close();
  await stub.close();
});

const note: VendorCommand = { kind: 'note', conversation, text: 'Careful' };
const perform = (command: VendorCommand = note) => api.perform(command, stub.connection, go);

describe('what HubSpot answers to a write', () => {
  it.each([
    [400, failure('Invalid input JSON', 'VALIDATION_ERROR'), 'HUBSPOT.VALIDATION_ERROR'],
    [401, failure('No credentials', 'INVALID_AUTHENTICATION'), 'HUBSPOT.INVALID_AUTHENTICATION'],
    [404, failure('Resource not found', 'OBJECT_NOT_FOUND'), 'HUBSPOT.OBJECT_NOT_FOUND'],
    [409, failure('It exists', 'CONFLICT'), 'HUBSPOT.CONFLICT'],
    [422, 'no JSON object', 'HUBSPOT.HTTP_422'],
    [301, {}, 'HUBSPOT.HTTP_301'],
  ])('%i is a definite no', async (status, body, code) => {
    stub.on(POST, status, body, { location: 'http://127.0.0.1:1/elsewhere' });
    expect(await perform()).toMatchObject({ kind: 'rejected', status, code });
    expect(stub.writes()).toHaveLength(1);
  });

  it('403 names the scopes that are missing', async () => {
    const context = { requiredGranularScopes: ['conversations.write'] };
    const errors = [{ message: 'One or more scopes are required.', context }];
    stub.on(POST, 403, failure('Not all scopes', 'MISSING_SCOPES', { errors }));
    expect(await perform()).toMatchObject({
      code: 'HUBSPOT.MISSING_SCOPES',
      detail: expect.stringContaining('conversations.write'),
    });
  });

  it.each([408, 500, 502, 503, 504, 524])('after %i nobody knows', async (status) => {
    stub.on(POST, status, failure('Oops', 'INTERNAL_ERROR'));
    expect(await perform()).toEqual({ kind: 'unknown', because: `HTTP ${status}`, status });
    expect(stub.writes()).toHaveLength(1);
  });

  const limited = (policyName: string) =>
    failure('You have reached your limit.', 'RATE_LIMITS', { errorType: 'RATE_LIMIT', policyName });

  it.each([
    [429, limited('DAILY'), '7', 7_000],
    [429, limited('TEN_SECONDLY_ROLLING'), '', 10_000],
    [429, limited('SECONDLY'), '', 1_000],
    [423, failure('Locked', 'LOCKED'), '', 2_000],
    [477, failure('Moving house', 'MIGRATION'), '60', 60_000],
  ])(
    '%i was not executed, and says when to come back: %j %s',
    async (...[status, body, after, ms]) => {
      stub.on(POST, status, body, after === '' ? {} : { 'retry-after': after });
      expect(await perform()).toEqual({ kind: 'throttled', retryAt: NOW + ms });
    },
  );

  it('does not spin at the limit of the day', async () => {
    stub.on(POST, 429, limited('DAILY'));
    const result = await perform();
    if (result.kind !== 'throttled') throw new Error(result.kind);
    expect(result.retryAt).toBeGreaterThan(NOW + HOUR);
    expect(result.retryAt).toBeLessThanOrEqual(NOW + 6 * HOUR);
  });

  it('tells what is left of the rate limit', async () => {
    const headers = {
      'x-hubspot-ratelimit-daily': '625000',
      'x-hubspot-ratelimit-daily-remaining': '624871',
      'x-hubspot-ratelimit-interval-milliseconds': '10000',
      'x-hubspot-ratelimit-max': '190',
      'x-hubspot-ratelimit-remaining': '188',
    };
    stub.on(POST, 201, comment('c1', NOW, 'Careful'), headers);
    const budget = { limit: 190, remaining: 188, resetsAt: NOW + 10_000 };
    expect(await perform()).toMatchObject({ kind: 'done', budget });
    const daily = { ...headers, 'x-hubspot-ratelimit-daily-remaining': '3' };
    stub.on(POST, 201, comment('c1', NOW, 'Careful'), daily);
    expect(await perform()).toMatchObject({ budget: { limit: 625_000, remaining: 3 } });
  });

  it('is done when the answer came without a readable body', async () => {
    stub.onRaw(POST, (response) => {
      response.writeHead(201, { 'content-length': '100' });
      response.write('{"id":');
      setImmediate(() => response.destroy());
    });
    expect(await perform()).toEqual({ kind: 'done' });
  });

  it('may not come at all', async () => {
    stub.onRaw(POST, () => undefined);
    expect(await perform()).toMatchObject({ kind: 'unknown' });
    stub.onRaw(POST, (response) => response.destroy());
    expect(await perform()).toMatchObject({ kind: 'unknown' });
    const nowhere = { ...stub.connection, apiBaseUrl: 'http://127.0.0.1:1' };
    expect(await api.perform(note, nowhere, go)).toMatchObject({ kind: 'unreachable' });
    expect(await api.perform(note, stub.connection, AbortSignal.abort())).toMatchObject({
      kind: 'unreachable',
    });
  });
});

describe('a read before a write that fails', () => {
  const reply: VendorCommand = { kind: 'reply', conversation, text: 'Hi' };

  it.each([500, 408])('%i surely executed nothing', async (status) => {
    stub.on(`GET ${MESSAGES}`, status, failure('Oops', 'INTERNAL_ERROR'));
    expect(await perform(reply)).toEqual({ kind: 'unreachable', because: `HTTP ${status}` });
    expect(stub.writes()).toEqual([]);
  });

  it('is no answer when it is not JSON', async () => {
    stub.onRaw(`GET ${MESSAGES}`, (response) => response.end('<html>'));
    expect(await perform(reply)).toMatchObject({ kind: 'unreachable' });
  });
});

describe('reading back', () => {
  const attempt = { since: NOW, exclude: ['old'] };
  const readBack = (command: VendorCommand) => api.readBack(command, stub.connection, attempt, go);
  const reply: VendorCommand = { kind: 'reply', conversation, text: 'Same words' };
  const holds = (...messages: readonly unknown[]) =>
    stub.on(`GET ${MESSAGES}`, 200, page(messages));

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
    stub.onRaw(`GET ${MESSAGES}`, (response) => {
      response.end(JSON.stringify(page([incoming('m', NOW, 'Hi')], `c${stub.seen.length}`)));
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
    stub.on(AT_THREAD, 200, thread(stands));
    expect(await readBack(command)).toEqual({ kind: 'found' });
    stub.on(AT_THREAD, 200, thread(stood));
    expect(await readBack(command)).toEqual({ kind: 'absent' });
  });

  it('finds a tag, a contact and news on a ticket where they stand', async () => {
    const tagged = crmObject('1246900', { deskstream_tags: 'a;b' });
    stub.on('GET /crm/v3/objects/contacts/1246900', 200, tagged);
    expect(await readBack({ kind: 'tag', conversation, tag: 'b' })).toEqual({ kind: 'found' });
    expect(await readBack({ kind: 'tag', conversation, tag: 'c' })).toEqual({ kind: 'absent' });
    stub.on('GET /crm/v3/objects/contacts/a%40x.example', 200, crmObject('7', {}));
    const ensure = (email: string) => readBack({ kind: 'ensure-contact', conversation, email });
    expect(await ensure('a@x.example')).toEqual({ kind: 'found', vendorMessageId: '7' });
    expect(await ensure('b@x.example')).toEqual({ kind: 'absent' });
    stub.on('GET /crm/v3/objects/tickets/9', 200, crmObject('9', { content: 'old\n\nnews' }));
    const update = { kind: 'update-ticket', conversation, ticketId: '9' } as const;
    expect(await readBack({ ...update, content: 'news' })).toMatchObject({ kind: 'found' });
    expect(await readBack({ ...update, content: 'more' })).toEqual({ kind: 'absent' });
  });

  it("finds a ticket by its thread, or among the contact's", async () => {
    const ticket = { kind: 'ticket', conversation, subject: 'S', content: 'C' } as const;
    expect(await readBack(ticket)).toEqual({ kind: 'absent' });
    const threadAssociations = { associatedTicketId: '9' };
    stub.on(AT_THREAD, 200, thread({ threadAssociations }));
    stub.on('GET /crm/v3/objects/tickets/9', 200, crmObject('9', { subject: 'S' }));
    expect(await readBack(ticket)).toMatchObject({ kind: 'found', vendorMessageId: '9' });
    stub.on('GET /crm/v3/objects/tickets/9', 200, crmObject('9', { subject: 'S' }, 1));
    expect(await readBack(ticket)).toEqual({ kind: 'absent' });
    stub.on('GET /crm/v4/objects/contacts/5/associations/tickets', 200, {
      results: [{ toObjectId: '10', associationTypes: [] }],
    });
    stub.on('GET /crm/v3/objects/tickets/10', 200, crmObject('10', { subject: 'S' }));
    expect(await readBack({ ...ticket, contactId: '5' })).toMatchObject({ vendorMessageId: '10' });
  });

  it('tells what it cannot know', async () => {
    stub.on(`GET ${MESSAGES}`, 429, failure('Limit', 'RATE_LIMITS'), { 'retry-after': '3' });
    expect(await readBack(reply)).toEqual({
      kind: 'unreadable',
      because: 'HTTP 429',
      retryAt: NOW + 3_000,
    });
    stub.on(`GET ${MESSAGES}`, 403, failure('No', 'FORBIDDEN'));
    expect(await readBack(reply)).toMatchObject({ because: 'HUBSPOT.FORBIDDEN' });
    stub.on(`GET ${MESSAGES}`, 404, failure('Gone', 'OBJECT_NOT_FOUND'));
    expect(await readBack(reply)).toEqual({ kind: 'absent' });
  });
});

describe('ownership', () => {
  const ownership = () => api.ownership(conversation, stub.connection, go);

  it.each([
    ['A-55501', { kind: 'ai', id: '55501' }],
    ['A-55502', { kind: 'teammate', id: 'A-55502' }],
  ])('of %s, and who gave it to them', async (assignedTo, assignee) => {
    stub.on(AT_THREAD, 200, thread({ assignedTo }));
    const rule = assignment('a1', NOW - 2, { assignedTo, createdBy: 'S-hubspot' });
    stub.on(`GET ${MESSAGES}`, 200, page([rule, incoming('m', NOW - 1, 'Hi')]));
    expect(await ownership()).toEqual({
      kind: 'known',
      assignee,
      asOf: NOW,
      open: true,
      assignedBy: 'S-hubspot',
    });
  });

  it('of nobody, of a closed thread, and without the messages', async () => {
    stub.on(AT_THREAD, 200, thread({ assignedTo: undefined, status: 'CLOSED' }));
    expect(await ownership()).toMatchObject({ assignee: { kind: 'nobody' }, open: false });
    stub.on(AT_THREAD, 200, thread());
    stub.on(`GET ${MESSAGES}`, 500, failure('Oops', 'INTERNAL_ERROR'));
    expect(await ownership()).toMatchObject({ kind: 'known', assignee: { kind: 'ai' } });
  });

  it('is gone, or cannot be read', async () => {
    stub.on(AT_THREAD, 404, failure('Gone', 'OBJECT_NOT_FOUND'));
    expect(await ownership()).toEqual({ kind: 'gone', because: 'HUBSPOT.OBJECT_NOT_FOUND' });
    stub.onRaw(AT_THREAD, (response) => response.end('not JSON'));
    expect(await ownership()).toMatchObject({ kind: 'unreadable' });
    stub.on(AT_THREAD, 503, failure('Oops', 'INTERNAL_ERROR'));
    expect(await ownership()).toMatchObject({ kind: 'unreadable', because: 'HTTP 503' });
  });
});

describe('every request, and every answer it was given', () => {
  it("is as HubSpot's descriptions say", () => {
    const problemsOf = hubspotDescriptions(sharedReference(), openApiChecker);
    expect(exchanges.length).toBeGreaterThan(10);
    expect(problemsOf(exchanges.filter(({ status }) => status < 300))).toEqual([]);
  });
});
