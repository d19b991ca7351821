import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openApiChecker, sharedReference } from '@deskstream/testing-harness';
import { signatureOf } from './delivery/signature';
import type { RunningDeskSimulator } from './start-desk-simulator';
import { startDeskSimulator } from './start-desk-simulator';

interface Received {
  readonly signature: unknown;
  readonly body: string;
}

const SECRET = 'client-secret';
const TOKEN = 'token';
const AI = '9000001';
let receiver: Server;
let received: Received[];
let desk: RunningDeskSimulator;

beforeEach(async () => {
  received = [];
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      if (request.method === 'POST')
        received.push({ signature: request.headers['x-hub-signature'], body });
      response.end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  desk = await startDeskSimulator({
    port: 0,
    workspaces: [
      {
        workspace: 'demo',
        appId: 'demo-app',
        clientSecret: SECRET,
        accessToken: TOKEN,
        aiAdminId: AI,
        assignNewTo: 'ai',
        webhookUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`,
      },
    ],
  });
});

afterEach(async () => {
  await desk.stop();
  receiver.closeAllConnections();
  await new Promise((done) => receiver.close(done));
});

const api = (method: string, path: string, body?: unknown, token = TOKEN) =>
  fetch(`${desk.url}/intercom/demo${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(1000),
  });

const control = async <T>(path: string, body?: unknown): Promise<T> => {
  const answer = await fetch(`${desk.url}/_control${path}`, {
    ...(body
      ? {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }
      : {}),
  });
  return (await answer.json()) as T;
};

const start = async (): Promise<string> =>
  (await control<{ id: string }>('/demo/conversations', { text: 'Where is my <export>?' })).id;

const sent = async () => {
  await desk.workspaces.get('demo')?.sender.idle();
  return received.map(
    ({ body }) => JSON.parse(body) as { id: string; topic: string; data: { item: Item } },
  );
};

interface Item {
  readonly conversation_parts: { readonly conversation_parts: readonly { readonly id: string }[] };
  readonly statistics: { readonly first_contact_reply_at: unknown };
}

const comment = {
  message_type: 'comment',
  type: 'admin',
  admin_id: AI,
  body: '<p>Look under Settings.</p>',
};
const unassign = { message_type: 'assignment', type: 'admin', admin_id: AI, assignee_id: '0' };
const effects = () => control<{ kind: string; partId: string }[]>('/effects');

describe('webhooks', () => {
  it('tells of a new conversation without parts, then of its assignment, signed over the bytes', async () => {
    await start();
    const [created, assigned] = await sent();
    expect(created).toMatchObject({
      topic: 'conversation.user.created',
      app_id: 'demo-app',
      delivery_attempts: 1,
    });
    expect(created?.data.item.conversation_parts.conversation_parts).toEqual([]);
    expect(created?.data.item.statistics.first_contact_reply_at).toEqual(
      expect.stringMatching(/Z$/),
    );
    expect(assigned?.topic).toBe('conversation.admin.assigned');
    for (const { signature, body } of received) expect(signature).toBe(signatureOf(body, SECRET));
  });

  it('tells of one inbox answer in three notifications with one part id', async () => {
    const id = await start();
    await control(`/demo/conversations/${id}/teammate`, { action: 'unassign' });
    await control(`/demo/conversations/${id}/teammate`, { action: 'reply', text: 'I take this' });
    const told = (await sent()).slice(-3);
    expect(told.map(({ topic }) => topic)).toEqual([
      'conversation.admin.replied',
      'conversation.admin.assigned',
      'conversation.admin.open.assigned',
    ]);
    expect(new Set(told.map(({ id: each }) => each)).size).toBe(3);
    expect(
      new Set(told.map(({ data }) => data.item.conversation_parts.conversation_parts[0]?.id)).size,
    ).toBe(1);
  });

  it('echoes a reply of the API', async () => {
    const id = await start();
    await api('POST', `/conversations/${id}/reply`, comment);
    expect((await sent()).at(-1)?.topic).toBe('conversation.admin.replied');
  });

  it('reopens with a part that carries the text', async () => {
    const id = await start();
    await control(`/demo/conversations/${id}/teammate`, { action: 'close' });
    await control(`/demo/conversations/${id}/customer`, { text: 'Still broken' });
    const last = (await sent()).at(-1);
    expect(last).toMatchObject({
      topic: 'conversation.user.replied',
      data: { item: { state: 'open' } },
    });
    expect(last?.data.item.conversation_parts.conversation_parts[0]).toMatchObject({
      part_type: 'open',
    });
  });

  it('checks the address and sends a ping on save', async () => {
    expect(await control('/demo/webhook/save', {})).toEqual({ head: 200 });
    expect((await sent())[0]).toMatchObject({ id: null, topic: 'ping' });
  });
});

describe('the API', () => {
  it('executes a reply once, answers with its part and records the effect', async () => {
    const id = await start();
    const answer = (await (
      await api('POST', `/conversations/${id}/reply`, comment)
    ).json()) as Item;
    const [effect, ...more] = await effects();
    expect(more).toEqual([]);
    expect(effect).toMatchObject({ kind: 'reply', conversation: id });
    expect(answer.conversation_parts.conversation_parts[0]?.id).toBe(effect?.partId);
  });

  it('reads back as plain text, and unassigns with assignee "0"', async () => {
    const id = await start();
    expect(await (await api('POST', `/conversations/${id}/parts`, unassign)).json()).toMatchObject({
      admin_assignee_id: null,
    });
    const read = await (await api('GET', `/conversations/${id}?display_as=plaintext`)).json();
    expect(read).toMatchObject({ source: { body: 'Where is my <export>?' } });
  });

  it.each([
    ['a wrong token', 401, () => api('GET', '/me', undefined, 'other')],
    ['an unknown conversation', 404, () => api('POST', '/conversations/1/reply', comment)],
    [
      'a reply without a body',
      400,
      async () => api('POST', `/conversations/${await start()}/reply`, { ...comment, body: '' }),
    ],
  ])('answers %s with %i and an error list', async (_name, status, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-ratelimit-limit')).toBe('1667');
    expect(await answer.json()).toMatchObject({
      type: 'error.list',
      request_id: expect.any(String),
    });
  });

  it('pages through a search', async () => {
    await start();
    await start();
    const query = { field: 'updated_at', operator: '>', value: 1 };
    const first = (await (
      await api('POST', '/conversations/search', { query, pagination: { per_page: 1 } })
    ).json()) as {
      pages: { next: { starting_after: string } };
    };
    const pagination = { per_page: 1, starting_after: first.pages.next.starting_after };
    const second = await (await api('POST', '/conversations/search', { query, pagination })).json();
    expect(second).toMatchObject({ total_count: 2, pages: { next: null } });
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
    const id = await start();
    await control('/faults', { rules: [{ fault, on: 'reply', times: 1 }] });
    const answer = await api('POST', `/conversations/${id}/reply`, comment).catch(() => null);
    expect(answer?.status ?? null).toBe(status);
    expect(await effects()).toHaveLength(executed);
    expect((await api('POST', `/conversations/${id}/reply`, comment)).status).toBe(200);
  });

  it('refuses a rule it does not know', async () => {
    expect(await control('/faults', { rules: [{ fault: 'gremlin' }] })).toMatchObject({
      statusCode: 400,
    });
  });
});

describe('the page', () => {
  it('is served at /', async () => {
    const answer = await fetch(desk.url);
    expect(answer.headers.get('content-type')).toMatch('text/html');
    expect(await answer.text()).toMatch('New conversation');
  });
});

const shared = sharedReference();

(shared === null ? describe.skip : describe)(
  `against the vendor's OpenAPI file${shared === null ? ' (skipped: reference data absent)' : ''}`,
  () => {
    const checker = openApiChecker(resolve(shared ?? '', 'vendors/specs/intercom-2.14.yaml'));

    it('every answer is as documented', async () => {
      const id = await start();
      const contact = desk.workspaces.get('demo')?.desk.state.contacts[0]?.id ?? '';
      const calls: readonly [string, string, unknown?][] = [
        ['GET', '/me'],
        ['GET', '/admins'],
        ['GET', `/admins/${AI}`],
        ['GET', '/teams'],
        ['GET', `/contacts/${contact}`],
        ['GET', '/articles'],
        ['POST', `/conversations/${id}/reply`, comment],
        ['POST', `/conversations/${id}/parts`, unassign],
        ['GET', `/conversations/${id}`],
        ['GET', '/conversations/1'],
        ['PUT', `/conversations/${id}`, { custom_attributes: { ai_status: 'resolved' } }],
        ['POST', `/conversations/${id}/tags`, { id: '9', admin_id: AI }],
        [
          'POST',
          '/conversations/search',
          { query: { field: 'updated_at', operator: '>', value: 1 } },
        ],
      ];
      const problems: string[] = [];
      for (const [method, path, body] of calls) {
        const answer = await api(method, path, body);
        const found = checker.response(method, path, answer.status, await answer.json());
        problems.push(...found.map((problem) => `${method} ${path}: ${problem}`));
      }
      expect(problems).toEqual([]);
    });
  },
);
