import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openApiChecker, sharedReference } from '@deskstream/testing-harness';
import type { RunningDeskSimulator } from '../start-desk-simulator';
import { startDeskSimulator } from '../start-desk-simulator';
import { AI, ROBIN, testCompany, TOKEN } from './front-fixture';

interface View {
  readonly id: string;
  readonly status: string;
  readonly entries: readonly { readonly kind: string; readonly text: string | null }[];
}

let receiver: Server;
let challenges: number;
let desk: RunningDeskSimulator;

beforeEach(async () => {
  challenges = 0;
  receiver = createServer((request, response) => {
    const challenge = request.headers['x-front-challenge'];
    if (challenge !== undefined) challenges += 1;
    request.resume().on('end', () => response.end(challenge));
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const application = { url, signingKey: 'signing-key' };
  desk = await startDeskSimulator({
    port: 0,
    workspaces: [],
    front: [{ ...testCompany, application, sendDelayMs: 1 }],
  });
});

afterEach(async () => {
  await desk.stop();
  receiver.closeAllConnections();
  await new Promise((done) => receiver.close(done));
});

const request = (method: string, path: string, body?: unknown) =>
  fetch(`${desk.url}/front${path}`, {
    method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${TOKEN}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(2000),
  });

const control = async <T = View>(path: string, body?: unknown, method = 'POST'): Promise<T> =>
  (await (
    await request(body === undefined ? 'GET' : method, `/_control${path}`, body)
  ).json()) as T;

const start = async (more: object = {}): Promise<string> =>
  (await control('/demo/conversations', { text: 'Where is my export?', ...more })).id;

const act = (id: string, action: string, text?: string) =>
  control(`/demo/conversations/${id}/teammate`, {
    action,
    ...(text === undefined ? {} : { text }),
  });

const idle = () => desk.front.get('demo')?.idle();

const effects = () => control<{ kind: string }[]>('/effects');

const reply = { author_id: AI, body: '<p>Done.</p>', options: { archive: false } };

describe('playing the people of Front', () => {
  it('shows what each action did', async () => {
    const id = await start({ channel: 'sms', customer: 'Ada' });
    await act(id, 'comment', 'Check the queue');
    await act(id, 'tag', 'urgent');
    await act(id, 'move', 'Billing');
    await act(id, 'reply', 'On it');
    await act(id, 'snooze');
    const view = await control(`/demo/conversations/${id}/customer`, {
      texts: ['Still', 'waiting'],
    });
    expect(view).toMatchObject({
      channel: 'sms',
      customer: 'Ada',
      tags: ['urgent'],
      inbox: 'Billing',
    });
    expect(view.entries.map(({ kind, text }) => [kind, text])).toEqual([
      ['inbound', 'Where is my export?'],
      ['comment', 'Check the queue'],
      ['tag', 'urgent'],
      ['move', 'Billing'],
      ['out_reply', 'On it'],
      ['assign', 'Robin Vega'],
      ['reminder', null],
      ['inbound', 'Still'],
      ['inbound', 'waiting'],
    ]);
    expect(view.status).toBe('assigned');
  });

  it.each([
    ['an unknown action', 'dance', undefined],
    ['a reply without text', 'reply', undefined],
    ['an unknown inbox', 'move', 'Attic'],
    ['an unknown teammate', 'assign', 'tea_0'],
    ['a merge into itself', 'merge', 'cnv_0'],
  ])('refuses %s', async (_what, action, text) => {
    expect(await act(await start(), action, text)).toMatchObject({ statusCode: 400 });
  });

  it('checks the address on save, changes the token, sets rules and edits articles', async () => {
    expect(await control('/demo/webhook/save', {})).toEqual({ status: 200, challenge: 'met' });
    expect(challenges).toBe(1);
    await control('/demo/token', { state: 'revoked' });
    expect((await request('GET', '/me')).status).toBe(401);
    await control('/demo/token', { state: 'live' });
    await control('/demo/rules', [{ on: 'unassign', do: { kind: 'assign', to: ROBIN } }]);
    expect(await control('/demo/rules', [{ on: 'never' }])).toMatchObject({ statusCode: 400 });
    await control('/demo/articles/kba_new', { name: 'New', content: '<p>New</p>' }, 'PUT');
    const content = await request('GET', '/knowledge_base_articles/kba_new/content');
    expect(await content.json()).toMatchObject({ name: 'New' });
  });

  it('serves its page and a 401 to strangers', async () => {
    const page = await fetch(`${desk.url}/front/`);
    expect(page.headers.get('content-type')).toMatch('text/html');
    expect(await page.text()).toMatch('New conversation');
    expect((await fetch(`${desk.url}/front/me`)).status).toBe(401);
  });
});

describe('a restart', () => {
  it('keeps conversations, and ids go on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'front-'));
    const open = () =>
      startDeskSimulator({
        port: 0,
        workspaces: [],
        front: [testCompany],
        dataFile: join(folder, 'desk.json'),
        post: () => Promise.resolve(200),
      });
    const first = await open();
    const kept = first.front.get('demo')?.company.customerStarts('Remember me');
    await first.stop();
    const second = await open();
    const company = second.front.get('demo')?.company;
    expect(company?.store.find(kept?.id ?? '')).toEqual(kept);
    expect(company?.customerStarts('And me').id).not.toBe(kept?.id);
    await second.stop();
    await rm(folder, { recursive: true });
  });
});

describe('faults of the API', () => {
  it.each([
    ['throttle', 429, []],
    ['error-before', 500, []],
    ['error-after', 500, ['reply']],
    ['reset-after', null, ['reply']],
    ['slow', 202, ['reply']],
    ['unseen', 202, ['reply-unseen']],
  ] as const)('%s: the answer is %s', async (fault, status, executed) => {
    const id = await start();
    await control('/faults', [{ fault, on: 'reply', times: 1, delayMs: 1, retryAfterSeconds: 3 }]);
    const answer = await request('POST', `/conversations/${id}/messages`, reply).catch(() => null);
    expect(answer?.status ?? null).toBe(status);
    if (fault === 'throttle') expect(answer?.headers.get('retry-after')).toBe('3');
    expect((await effects()).map(({ kind }) => kind)).toEqual(executed);
    await idle();
  });

  it('refuses a fault it does not know', async () => {
    expect(await control('/faults', [{ fault: 'gremlin' }])).toMatchObject({ statusCode: 400 });
  });
});

const shared = sharedReference();

(shared === null ? describe.skip : describe)(
  `against the vendor's reference${shared === null ? ' (skipped: reference data absent)' : ''}`,
  () => {
    const vendors = resolve(shared ?? '', 'vendors');
    const examples = (folder: string) =>
      readdirSync(resolve(vendors, folder))
        .filter((name) => name.endsWith('.json') && name !== 'sync.json')
        .map((name) => [name, resolve(vendors, folder, name)] as const);

    it('every answer is as documented', async () => {
      const checker = openApiChecker(resolve(vendors, 'specs/front.json'));
      const id = await start();
      for (const [action, text] of ACTIONS.slice(0, 6)) await act(id, action, text);
      const problems: string[] = [];
      for (const [method, path, body] of documentedCalls(id)) {
        const answer = await request(method, path, body);
        const found = checker.response(
          method,
          path,
          answer.status,
          answer.status === 204 ? undefined : await answer.json(),
        );
        const asked = body === undefined ? [] : checker.request(method, path, body);
        problems.push(...[...asked, ...found].map((problem) => `${method} ${path}: ${problem}`));
      }
      expect(problems).toEqual([]);
      await idle();
    });

    it('events have every field of the recorded ones', async () => {
      const id = await start();
      for (const [action, text] of ACTIONS) await act(id, action, text);
      await request('POST', `/conversations/${id}/messages`, reply);
      await idle();
      const told = desk.front.get('demo')?.company.store.state.events.length ?? 0;
      const page = await request('GET', '/events?limit=15');
      const { _results: events } = (await page.json()) as { _results: readonly Event[] };
      expect(events).toHaveLength(Math.min(15, told));
      const problems = examples('examples/front').flatMap(([name, file]) => {
        const { payload } = JSON.parse(readFileSync(file, 'utf8')) as { payload: Event };
        const ours = events.find((event) => kindOf(event) === kindOf(payload));
        return ours ? missingIn(payload, ours, name) : [];
      });
      expect(problems).toEqual([]);
    });

    it.each([...examples('examples/front'), ...examples('examples/front/rule')])(
      'takes over and answers the conversation of %s',
      async (_name, file) => {
        const adopted = await control('/demo/adopt', JSON.parse(readFileSync(file, 'utf8')));
        expect(adopted.id).toBe('cnv_1exa100');
        const sent = await request('POST', `/conversations/${adopted.id}/messages`, reply);
        expect(sent.status).toBe(202);
        await idle();
        const view = await control(`/demo/conversations/${adopted.id}`);
        expect(view.entries.at(-1)).toMatchObject({ kind: 'out_reply', text: 'Done.' });
      },
    );
  },
);

/** One call of each kind, in an order that finds something to answer with. */
const documentedCalls = (id: string): readonly (readonly [string, string, unknown?])[] => {
  const conversation = desk.front.get('demo')?.company.store.find(id);
  if (!conversation) throw new Error(`There is no conversation ${id}.`);
  const { contactId, messages, comments } = conversation;
  const [messageId, commentId] = [idOf(messages), idOf(comments)];
  const here = `/conversations/${id}`;
  return [
    ['GET', '/me'],
    ['POST', `${here}/messages`, reply],
    ['POST', `${here}/comments`, { author_id: AI, body: 'A note' }],
    ['POST', `${here}/drafts`, { author_id: AI, body: 'A draft', channel_id: 'cha_1' }],
    ['PUT', `${here}/assignee`, { assignee_id: ROBIN }],
    ['PATCH', here, { status: 'archived', custom_fields: { plan: 'pro' } }],
    ['POST', '/tags', { name: 'new' }],
    ['POST', '/contacts', { handles: [{ source: 'email', handle: 'new@example.com' }] }],
    ['POST', `${here}/tags`, { tag_ids: ['tag_4exa1'] }],
    ['DELETE', `${here}/tags`, { tag_ids: ['tag_4exa1'] }],
    ...[
      '/conversations?limit=10',
      here,
      `${here}/messages?limit=10`,
      `${here}/comments`,
      `${here}/drafts`,
      `${here}/inboxes`,
      `/messages/${messageId}`,
      `/comments/${commentId}`,
      '/tags',
      '/tags/tag_4exa1',
      '/teammates',
      `/teammates/${ROBIN}`,
      '/teams',
      '/teams/tim_4exa1',
      '/inboxes',
      '/inboxes/inb_4exa0/conversations',
      '/inboxes/inb_4exa0/channels',
      '/inboxes/inb_4exa0/teammates',
      '/channels',
      '/teams/tim_4exa1/inboxes',
      `/teammates/${ROBIN}/inboxes`,
      `/teammates/${ROBIN}/private_inboxes`,
      `/contacts/${contactId}/conversations`,
      '/inboxes/inb_4exa0',
      '/contacts',
      `/contacts/${contactId}`,
      '/accounts',
      '/accounts/acc_4exa1',
      '/accounts/acc_4exa1/contacts',
      '/knowledge_bases',
      '/knowledge_bases/knb_4exa1',
      '/knowledge_bases/knb_4exa1/content',
      '/knowledge_bases/knb_4exa1/articles?limit=2',
      '/knowledge_bases/knb_4exa1/categories',
      '/knowledge_base_articles/kba_1',
      '/knowledge_base_articles/kba_1/content',
    ].map((path) => ['GET', path] as const),
    ['PATCH', `/contacts/${contactId}`, { name: 'Ada' }],
    ['POST', '/channels/cha_1/incoming_messages', { sender: { handle: 'x' }, body: 'Hi' }],
  ];
};

const idOf = (items: readonly { readonly id: string }[]): string => items[0]?.id ?? 'none';

interface Event {
  readonly type: string;
  readonly source: { readonly _meta: { readonly type: string } };
}

const kindOf = ({ type, source }: Event): string => `${type} by ${source._meta.type}`;

const ACTIONS: readonly (readonly [string, string?])[] = [
  ['comment', 'A comment'],
  ['assign-me'],
  ['unassign'],
  ['tag', 'urgent'],
  ['untag', 'urgent'],
  ['move', 'Billing'],
  ['archive'],
  ['reopen'],
  ['trash'],
  ['snooze'],
];

/** Paths of fields that the recorded one has and ours has not. */
const missingIn = (theirs: unknown, ours: unknown, at: string): readonly string[] => {
  if (!isObject(theirs) || !isObject(ours)) return [];
  return Object.entries(theirs).flatMap(([name, value]) =>
    name in ours || name === 'message_replied_to'
      ? missingIn(value, ours[name], `${at}/${name}`)
      : [`${at}/${name}`],
  );
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
