import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openApiChecker, sharedReference } from '@deskstream/testing-harness';
import type { RunningDeskSimulator } from '../start-desk-simulator';
import { startDeskSimulator } from '../start-desk-simulator';
import { signatureV1, signatureV3 } from './delivery/signature';
import type { SimulatedPortal } from './hubspot';

const SECRET = 'client-secret';
const TOKEN = 'pat-na1-token';
const AI = 'A-55501';
const THREADS = '/conversations/v3/conversations/threads';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Json = Record<string, unknown>;

let receiver: Server;
let received: Received[];
let answerWith: number[];
let desk: RunningDeskSimulator;

const addressOf = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;

const start = (options: Partial<SimulatedPortal> = {}) =>
  startDeskSimulator({
    port: 0,
    firstId: 5_000_000,
    workspaces: [],
    hubspot: [
      {
        workspace: 'demo',
        accessToken: TOKEN,
        clientSecret: SECRET,
        assignNewTo: 'ai',
        webhookUrl: 'https://hooks.example.com/hubspot/demo?team=a%3Ab',
        deliverTo: addressOf(),
        untidiness: { duplicate: 0, reusedEventId: 0, shuffle: false },
        gatherMs: 1,
        ...options,
      },
    ],
  });

const restart = async (options: Partial<SimulatedPortal>) => {
  await desk.stop();
  desk = await start(options);
};

beforeEach(async () => {
  received = [];
  answerWith = [];
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.statusCode = answerWith.shift() ?? 200;
      response.end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  desk = await start();
});

afterEach(async () => {
  await desk.stop();
  receiver.closeAllConnections();
  await new Promise((done) => receiver.close(done));
});

const sending = (method: string, body: unknown) => ({
  method,
  ...(body === undefined
    ? {}
    : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
});

const api = (method: string, path: string, body?: unknown, token = TOKEN) => {
  const { headers = {}, ...rest } = sending(method, body);
  return fetch(`${desk.url}/hubspot${path}`, {
    ...rest,
    headers: { ...headers, authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(1000),
  });
};

const read = async (method: string, path: string, body?: unknown): Promise<Json> =>
  (await (await api(method, path, body)).json()) as Json;

const control = async <T = Json>(path: string, body?: unknown): Promise<T> => {
  const answer = await fetch(
    `${desk.url}/hubspot/_control${path}`,
    body === undefined ? {} : sending('POST', body),
  );
  return (await answer.json()) as T;
};

const open = async (rest: object = {}): Promise<string> =>
  (
    await control<{ id: string }>('/demo/conversations', {
      text: 'Where is my <export>?',
      channel: 'email',
      ...rest,
    })
  ).id;

const sent = async (): Promise<Json[]> => {
  await desk.hubspot.get('demo')?.sender.idle();
  return received.flatMap(({ body }) => JSON.parse(body) as Json[]);
};

const effects = () => control<Json[]>('/effects');

const answering = async (id: string, rest: object = {}) => {
  const page = (await read('GET', `${THREADS}/${id}/messages`)) as unknown as {
    results: { channelId: string; channelAccountId: string; senders: Json[] }[];
  };
  const [asked] = page.results;
  const { deliveryIdentifier, actorId } = asked?.senders[0] ?? {};
  return {
    type: 'MESSAGE',
    text: 'Look under Settings.',
    attachments: [],
    senderActorId: AI,
    channelId: asked?.channelId,
    channelAccountId: asked?.channelAccountId,
    recipients: [{ actorId, recipientField: 'TO', deliveryIdentifiers: [deliveryIdentifier] }],
    ...rest,
  };
};

const reply = async (id: string, rest: object = {}) =>
  api('POST', `${THREADS}/${id}/messages`, await answering(id, rest));

const comment = { type: 'COMMENT', text: 'The customer wants a refund.', attachments: [] };

const newTicket = (contactId: string, types: number) => ({
  properties: { subject: 'Export stuck', hs_pipeline: '0', hs_pipeline_stage: '1' },
  associations: [
    {
      to: { id: contactId },
      types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: types }],
    },
  ],
});

const contactOf = async (id: string): Promise<string> =>
  (await read('GET', `${THREADS}/${id}`))['associatedContactId'] as string;

describe('webhooks', () => {
  it('tell of a new thread in one batch, without any text, signed twice over the public address', async () => {
    const id = await open();
    const events = await sent();
    expect(received).toHaveLength(1);
    expect(events.map((each) => each['subscriptionType'])).toEqual([
      'contact.creation',
      'conversation.creation',
      'conversation.newMessage',
      'conversation.propertyChange',
    ]);
    expect(events[2]).toMatchObject({
      portalId: 62_515_000,
      appId: 1_160_400,
      attemptNumber: 0,
      objectId: Number(id),
      messageId: expect.stringMatching(/^[0-9a-f]{32}$/),
      messageType: 'MESSAGE',
    });
    expect(events[3]).toMatchObject({ propertyName: 'assignedTo', propertyValue: AI });
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    expect(body).not.toMatch(/export/i);
    expect(headers['x-hubspot-signature']).toBe(signatureV1(SECRET, body));
    expect(headers['x-hubspot-signature-v3']).toBe(
      signatureV3(SECRET, {
        method: 'POST',
        uri: 'https://hooks.example.com/hubspot/demo?team=a:b',
        body,
        timestamp: String(headers['x-hubspot-request-timestamp']),
      }),
    );
  });

  it('say nothing that is not subscribed', async () => {
    await control('/demo/app', { subscriptions: { 'conversation.newMessage': false } });
    await open();
    const topics = (await sent()).map((each) => each['subscriptionType']);
    expect(topics).not.toContain('conversation.newMessage');
  });

  it('repeat the whole batch after any 4xx or 5xx, counting the attempts', async () => {
    await restart({ retries: { spanMs: 20 } });
    answerWith = [404, 500];
    await open();
    await sent();
    const batches = received.map(({ body }) => JSON.parse(body) as Json[]);
    expect(batches.map(([first]) => first?.['attemptNumber'])).toEqual([0, 1, 2]);
    expect(new Set(batches.map(({ length }) => length)).size).toBe(1);
  });

  it('tell of an unassigned thread with an empty value', async () => {
    const id = await open();
    await control(`/demo/conversations/${id}/teammate`, { action: 'unassign' });
    expect((await sent()).at(-1)).toMatchObject({ propertyName: 'assignedTo', propertyValue: '' });
  });

  it('fire two events for a privacy deletion, after which the thread is gone', async () => {
    const id = await open();
    await fetch(
      `${desk.url}/hubspot/_control/demo/conversations/${id}/teammate`,
      sending('POST', { action: 'privacy-delete' }),
    );
    const topics = (await sent()).slice(-2).map((each) => each['subscriptionType']);
    expect(topics).toEqual(['conversation.privacyDeletion', 'conversation.deletion']);
    expect((await api('GET', `${THREADS}/${id}`)).status).toBe(404);
  });
});

describe('the API', () => {
  it('executes a reply once, marks it as the app and records the effect', async () => {
    const id = await open();
    const answer = await reply(id);
    expect(answer.status).toBe(201);
    const message = (await answer.json()) as Json;
    expect(message).toMatchObject({
      direction: 'OUTGOING',
      createdBy: AI,
      client: { clientType: 'INTEGRATION', integrationAppId: 1_160_400 },
    });
    expect(await effects()).toEqual([
      expect.objectContaining({ kind: 'reply', conversation: id, partId: message['id'] }),
    ]);
  });

  it('takes a comment without recipients, told as a message of its own type', async () => {
    const id = await open();
    const answer = await api('POST', `${THREADS}/${id}/messages`, comment);
    expect(await answer.json()).toMatchObject({ type: 'COMMENT', createdBy: 'I-1160400' });
    expect((await sent()).at(-1)).toMatchObject({ messageType: 'COMMENT' });
  });

  it('assigns and unassigns by the doubled path', async () => {
    const id = await open();
    const path = `/conversations/conversations/v3/threads/${id}/assignee`;
    expect((await api('DELETE', path)).status).toBe(204);
    expect(await read('GET', `${THREADS}/${id}`)).not.toHaveProperty('assignedTo');
    expect(await read('PUT', path, { actorId: 'A-55502' })).toMatchObject({
      assignedTo: 'A-55502',
    });
  });

  it('cuts a quoted mail; the whole is in the original content', async () => {
    const id = await open({ text: 'Yes, still broken.', quoted: '> I have restarted it.' });
    const { results } = (await read('GET', `${THREADS}/${id}/messages`)) as unknown as {
      results: { id: string; text: string; truncationStatus: string }[];
    };
    const [message] = results;
    expect(message).toMatchObject({
      text: 'Yes, still broken.',
      truncationStatus: 'TRUNCATED_TO_MOST_RECENT_REPLY',
    });
    const path = `${THREADS}/${id}/messages/${message?.id ?? ''}/original-content`;
    expect((await read('GET', path))['text']).toMatch('restarted');
  });

  it('pages through messages and through threads by their latest message', async () => {
    const id = await open();
    await control(`/demo/conversations/${id}/customer`, { texts: ['one', 'two', 'three'] });
    const found: unknown[] = [];
    let after: string | undefined;
    do {
      const page = (await read(
        'GET',
        `${THREADS}/${id}/messages?limit=2${after ? `&after=${encodeURIComponent(after)}` : ''}`,
      )) as unknown as { results: { text?: string }[]; paging?: { next: { after: string } } };
      found.push(...page.results.map(({ text }) => text));
      after = page.paging?.next.after;
    } while (after !== undefined);
    expect(found.slice(-3)).toEqual(['one', 'two', 'three']);
    const since = 'sort=latestMessageTimestamp&latestMessageTimestampAfter=2020-01-01T00:00:00Z';
    expect(await read('GET', `${THREADS}?${since}`)).toMatchObject({ results: [{ id }] });
  });

  it('refuses a second contact of one address and names the first', async () => {
    const email = 'ada@example.com';
    const first = await read('POST', '/crm/v3/objects/contacts', { properties: { email } });
    const second = await api('POST', '/crm/v3/objects/contacts', { properties: { email } });
    expect(second.status).toBe(409);
    expect((await second.json()) as Json).toMatchObject({
      category: 'CONFLICT',
      message: `Contact already exists. Existing ID: ${String(first['id'])}`,
    });
    const path =
      '/crm/v3/objects/contacts/ADA@example.com?idProperty=email&properties=lifecyclestage';
    expect(await read('GET', path)).toMatchObject({ id: first['id'] });
  });

  it('ties a ticket to its contact in one request, and refuses the number of the other direction', async () => {
    const id = await open();
    const contact = await contactOf(id);
    const ticket = await read('POST', '/crm/v3/objects/tickets', newTicket(contact, 16));
    expect(
      await read('GET', `/crm/v4/objects/tickets/${String(ticket['id'])}/associations/contacts`),
    ).toMatchObject({ results: [{ toObjectId: contact, associationTypes: [{ typeId: 16 }] }] });
    const wrong = await api('POST', '/crm/v3/objects/tickets', newTicket(contact, 15));
    expect(wrong.status).toBe(400);
  });

  it('refuses an unknown property until it is made', async () => {
    const change = () => api('PATCH', `/crm/v3/objects/tickets/${ticketId}`, body);
    const contact = await contactOf(await open());
    const ticket = await read('POST', '/crm/v3/objects/tickets', newTicket(contact, 16));
    const ticketId = String(ticket['id']);
    const body = { properties: { opencx_handedoff: 'true' } };
    expect(await (await change()).json()).toMatchObject({
      errors: [{ code: 'PROPERTY_DOESNT_EXIST' }],
    });
    await api('POST', '/crm/v3/properties/tickets', {
      name: 'opencx_handedoff',
      label: 'Handed off',
      type: 'string',
      fieldType: 'text',
      groupName: 'ticketinformation',
    });
    expect((await change()).status).toBe(200);
  });

  it('reads the companies of a contact', async () => {
    const contact = await contactOf(await open({ company: 'Northwind' }));
    const tied = (await read('GET', `/crm/v4/objects/contacts/${contact}/associations/companies`))[
      'results'
    ] as { toObjectId: string }[];
    const company = await read('GET', `/crm/v3/objects/companies/${tied[0]?.toObjectId ?? ''}`);
    expect(company).toMatchObject({ properties: { name: 'Northwind' } });
  });

  it.each([
    ['a wrong token', 401, 'INVALID_AUTHENTICATION', () => api('GET', THREADS, undefined, 'x')],
    ['an unknown thread', 404, 'OBJECT_NOT_FOUND', () => api('GET', `${THREADS}/1`)],
    [
      'a sender who is no agent',
      400,
      'VALIDATION_ERROR',
      async () => reply(await open(), { senderActorId: 'V-1' }),
    ],
    [
      'a reply to nobody',
      400,
      'VALIDATION_ERROR',
      async () => reply(await open(), { recipients: [] }),
    ],
    [
      'another channel',
      400,
      'VALIDATION_ERROR',
      async () => reply(await open(), { channelId: '1001' }),
    ],
  ])('answers %s with %i %s', async (_name, status, category, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status: 'error', category });
  });

  it('names the scope that is missing, and knows no token of an inactive app', async () => {
    await control('/demo/app', { scopes: ['conversations.read'] });
    const answer = await api('PATCH', `${THREADS}/${await open()}`, { status: 'CLOSED' });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      category: 'MISSING_SCOPES',
      errors: [{ context: { requiredGranularScopes: ['conversations.write'] } }],
    });
    const info = '/oauth/v2/private-apps/get/access-token-info';
    expect(await read('POST', info, { tokenKey: TOKEN })).toMatchObject({
      hubId: 62_515_000,
      scopes: ['conversations.read'],
    });
    await control('/demo/app', { state: 'inactive' });
    expect((await api('GET', '/account-info/v3/details')).status).toBe(401);
  });

  it.each([
    ['TEN_SECONDLY_ROLLING', { perTenSeconds: 1 }, '0'],
    ['DAILY', { perDay: 1 }, '99'],
  ])('throttles by %s', async (policyName, limits, remaining) => {
    await restart({ limits });
    expect((await api('GET', THREADS)).status).toBe(200);
    const answer = await api('GET', THREADS);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('x-hubspot-ratelimit-remaining')).toBe(remaining);
    expect(await answer.json()).toMatchObject({ errorType: 'RATE_LIMIT', policyName });
  });

  it('throttles searches by the second, without headers', async () => {
    await restart({ limits: { searchesPerSecond: 1 } });
    const search = () => api('POST', '/crm/v3/objects/contacts/search', { filterGroups: [] });
    const [first, second] = await Promise.all([search(), search()]);
    expect([first.status, second.status].sort()).toEqual([200, 429]);
    expect(first.headers.get('x-hubspot-ratelimit-remaining')).toBeNull();
  });

  it('says when a reply could not be delivered', async () => {
    const id = await open();
    await control(`/demo/conversations/${id}/teammate`, { action: 'unreachable' });
    expect(await (await reply(id)).json()).toMatchObject({ status: { statusType: 'FAILED' } });
  });
});

describe('injected faults', () => {
  it.each([
    ['throttle', 429, 0],
    ['error-before', 500, 0],
    ['error-after', 500, 1],
    ['timeout-before', null, 0],
    ['timeout-after', null, 1],
    ['reset-after', null, 1],
  ])('%s: status %s, %i effects', async (fault, status, executed) => {
    const id = await open();
    const body = await answering(id);
    await control('/faults', { rules: [{ fault, on: 'reply', times: 1 }] });
    const answer = await api('POST', `${THREADS}/${id}/messages`, body).catch(() => null);
    expect(answer?.status ?? null).toBe(status);
    expect(await effects()).toHaveLength(executed);
    expect((await reply(id)).status).toBe(201);
  });

  it.each([
    ['duplicate', 2],
    ['drop', 0],
  ])('%s: the event comes %i times', async (fault, times) => {
    await control('/faults', { rules: [{ fault, on: 'conversation.newMessage', times: 1 }] });
    await open();
    const events = await sent();
    const told = events.filter((each) => each['subscriptionType'] === 'conversation.newMessage');
    expect(told).toHaveLength(times);
  });
});

describe('workflows of the account', () => {
  const settled = () => desk.hubspot.get('demo')?.rules.idle();

  it('take a thread back after our unassign', async () => {
    await control('/rules', [
      { on: 'unassign', by: 'api', do: { kind: 'assign', to: 'ai' }, afterMs: 5 },
    ]);
    const id = await open();
    await api('DELETE', `/conversations/conversations/v3/threads/${id}/assignee`);
    expect(await read('GET', `${THREADS}/${id}`)).not.toHaveProperty('assignedTo');
    await settled();
    expect(await read('GET', `${THREADS}/${id}`)).toMatchObject({ assignedTo: AI });
    expect((await sent()).at(-1)).toMatchObject({
      propertyName: 'assignedTo',
      propertyValue: AI,
      changeSource: 'AUTOMATION_PLATFORM',
    });
  });

  it('give a new ticket an owner', async () => {
    await control('/rules', [{ on: 'new-ticket', do: { kind: 'set-owner', ownerId: '77602' } }]);
    const contact = await contactOf(await open());
    const { id } = await read('POST', '/crm/v3/objects/tickets', newTicket(contact, 16));
    await settled();
    const path = `/crm/v3/objects/tickets/${String(id)}?properties=hubspot_owner_id`;
    expect(await read('GET', path)).toMatchObject({ properties: { hubspot_owner_id: '77602' } });
    expect((await sent()).at(-1)).toMatchObject({ propertyName: 'hubspot_owner_id' });
  });

  it('reopen what was closed, once', async () => {
    await control('/rules', [{ on: 'close', do: { kind: 'reopen' }, times: 1 }]);
    const id = await open();
    for (const status of ['OPEN', 'CLOSED']) {
      await api('PATCH', `${THREADS}/${id}`, { status: 'CLOSED' });
      await settled();
      expect(await read('GET', `${THREADS}/${id}`)).toMatchObject({ status });
    }
  });

  it('are refused when they make no sense', async () => {
    const answer = await control('/rules', [{ on: 'unassign', do: { kind: 'assign' } }]);
    expect(answer).toMatchObject({ statusCode: 400, message: expect.stringMatching('do.to') });
  });
});

describe('reps', () => {
  it('write, comment, take, close and change the ticket', async () => {
    const id = await open();
    const act = (body: object) => control(`/demo/conversations/${id}/teammate`, body);
    await act({ action: 'assign-me' });
    await act({ action: 'note', text: 'Look at the queue.' });
    await act({ action: 'reply', text: 'I am on it.' });
    await act({ action: 'ticket' });
    const view = await act({
      action: 'ticket-property',
      property: 'hs_pipeline_stage',
      value: '4',
    });
    await act({ action: 'close' });
    expect(view).toMatchObject({
      assignee: { id: 'A-55502' },
      ticket: { properties: { hs_pipeline_stage: '4' } },
    });
    const told = await sent();
    expect(told.map((each) => each['subscriptionType'])).toEqual(
      expect.arrayContaining(['ticket.creation', 'ticket.propertyChange']),
    );
    const { results } = (await read('GET', `${THREADS}/${id}/messages`)) as { results: Json[] };
    expect(results.find(({ text }) => text === 'I am on it.')).toMatchObject({
      client: { clientType: 'HUBSPOT' },
      createdBy: 'A-55502',
      direction: 'OUTGOING',
    });
  });

  it('see a closed thread open again when the customer writes', async () => {
    const id = await open();
    await control(`/demo/conversations/${id}/teammate`, { action: 'close' });
    await control(`/demo/conversations/${id}/customer`, { text: 'Still broken' });
    expect(await read('GET', `${THREADS}/${id}`)).toMatchObject({ status: 'OPEN' });
  });
});

describe('the page', () => {
  it('is served with the look of the desk', async () => {
    const text = await (await fetch(`${desk.url}/hubspot/`)).text();
    expect(text).toMatch('New thread');
    expect(text).toMatch('--ground');
  });
});

const shared = sharedReference();
const vendors = join(shared ?? '', 'vendors');

(shared === null ? describe.skip : describe)(
  `against the reference data${shared === null ? ' (skipped: reference data absent)' : ''}`,
  () => {
    const examples = join(vendors, 'examples/hubspot');
    const files =
      shared === null ? [] : readdirSync(examples).filter((name) => name.endsWith('.json'));

    it('every example payload can be adopted: what it names exists', async () => {
      for (const name of files) {
        const events = JSON.parse(readFileSync(join(examples, name), 'utf8')) as Json[];
        const adopted = await control<{ conversations: Json[]; objects: Json[] }>(
          '/demo/adopt',
          events,
        );
        expect([...adopted.conversations, ...adopted.objects]).not.toHaveLength(0);
        for (const { messageId, objectId } of events)
          if (typeof messageId === 'string')
            expect(
              (await api('GET', `${THREADS}/${Number(objectId)}/messages/${messageId}`)).status,
            ).toBe(200);
      }
      expect(await sent()).toEqual([]);
      expect((await reply('3624100500')).status).toBe(201);
    });

    it('signs as the vectors say', () => {
      const { vectors } = JSON.parse(
        readFileSync(join(vendors, 'examples/signatures.json'), 'utf8'),
      ) as {
        vectors: {
          vendor: string;
          scheme: string;
          valid: boolean;
          secret: string;
          method: string;
          uri: string;
          rawBody: string;
          headers: Record<string, string>;
        }[];
      };
      const genuine = vectors.filter(
        ({ vendor, scheme, valid }) => vendor === 'hubspot' && scheme !== 'v2' && valid,
      );
      expect(genuine.length).toBeGreaterThan(3);
      for (const { scheme, secret, method, uri, rawBody: body, headers } of genuine)
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
        const known =
          checkers.get(area) ?? openApiChecker(join(vendors, `specs/hubspot-${area}.json`));
        checkers.set(area, known);
        return known;
      };
      const id = await open({ company: 'Northwind', text: 'Hello', quoted: 'Earlier' });
      await control(`/demo/conversations/${id}/teammate`, { action: 'bot' });
      const contact = await contactOf(id);
      const ticket = newTicket(contact, 16);
      const tickets = '/crm/v3/objects/tickets';
      const contacts = '/crm/v3/objects/contacts';
      const ticketId = String((await read('POST', tickets, ticket))['id']);
      const { results } = (await read('GET', `${THREADS}/${id}/messages`)) as { results: Json[] };
      const messageId = String(results[0]?.['id']);
      const [companies] = desk.hubspot.get('demo')?.portal.crm.all('companies') ?? [];
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
        ['conversations', 'POST', `${THREADS}/${id}/messages`, await answering(id)],
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
        [
          'associations',
          'PUT',
          `${v4}/tickets/${ticketId}/associations/default/contacts/${contact}`,
        ],
        ['associations', 'DELETE', `${v4}/tickets/${ticketId}/associations/contacts/${contact}`],
        ['properties', 'GET', '/crm/v3/properties/tickets'],
        ['properties', 'GET', '/crm/v3/properties/tickets/subject'],
        ['webhooks', 'GET', '/webhooks/v3/1160400/settings'],
        ['webhooks', 'GET', '/webhooks/v3/1160400/subscriptions'],
      ];
      const problems: string[] = [];
      for (const [area, method, path, body] of calls) {
        const answer = await api(method, path, body);
        const text = await answer.text();
        const told = text === '' ? undefined : (JSON.parse(text) as unknown);
        const found = [
          ...(answer.ok ? checkerOf(area).request(method, path, body) : []),
          ...checkerOf(area).response(method, path, answer.status, told),
        ];
        problems.push(...found.map((problem) => `${method} ${path} ${answer.status}: ${problem}`));
      }
      expect(problems).toEqual([]);
    });
  },
);
