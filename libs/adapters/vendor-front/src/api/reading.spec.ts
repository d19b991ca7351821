import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import type { FrontServer } from '../testing/front-server';
import { send, startFrontServer } from '../testing/front-server';
import type { FrontApi } from './front-api';
import { createFrontApi } from './front-api';

const NOW = 1_790_000_000_000;
const go = new AbortController().signal;

let front: FrontServer;
let api: FrontApi;
let connection: VendorConnection;

beforeEach(async () => {
  front = await startFrontServer();
  api = createFrontApi({ clock: { now: () => NOW, sleep: () => Promise.resolve() } });
  connection = {
    workspace: 'acme',
    vendor: 'front',
    apiBaseUrl: front.url,
    accessToken: 'secret-token',
    aiTeammateId: 'tea_9',
    signingSecrets: [],
  };
});

afterEach(async () => {
  await api.close();
  await front.close();
});

type Fields = Record<string, unknown>;

const message = (id: number, at: number, fields: Fields = {}) => ({
  id: `msg_${id}`,
  message_uid: `uid_${id}`,
  type: 'email',
  is_inbound: false,
  is_draft: false,
  created_at: at / 1000,
  body: `<p>text ${id}</p>`,
  text: `text ${id}`,
  author: { id: 'tea_9', type: 'api' },
  recipients: [{ role: 'from', handle: 'c@example.com' }],
  attachments: [],
  ...fields,
});
const question = (id: number, at: number) => message(id, at, { is_inbound: true, author: null });
const comment = (id: number, at: number, fields: Fields = {}) => ({
  id: `com_${id}`,
  author: { id: 'tea_1', type: 'user' },
  body: `text ${id}`,
  posted_at: at / 1000,
  ...fields,
});

const conversation = (fields: Fields = {}) => {
  const item = { id: 'cnv_1', status: 'assigned', assignee: { id: 'tea_9' }, tags: [], ...fields };
  front.json('GET /conversations/cnv_1', 200, item);
};
/** Two to a page, each next address on a host that must not be called. */
const messages = (all: readonly unknown[], id = 'cnv_1') =>
  front.on(`GET /conversations/${id}/messages`, (response, { query }) => {
    const from = Number(query.get('page_token') ?? 0);
    const next = `https://example-co.api.frontapp.com/x?limit=2&page_token=${from + 2}`;
    send(response, {
      status: 200,
      body: {
        _pagination: { next: from + 2 < all.length ? next : null },
        _results: all.slice(from, from + 2),
      },
    });
  });
const comments = (...all: readonly unknown[]) =>
  front.json('GET /conversations/cnv_1/comments', 200, { _results: all });

describe('reading a thread', () => {
  const read = (since = 0) =>
    api.perform({ kind: 'read', conversation: 'cnv_1', since }, connection, go);
  const identities = async (since = 0) => {
    const result = await read(since);
    return result.kind === 'done' ? result.facts?.map(({ identity }) => identity) : result;
  };

  it('gives what webhooks would have told, oldest first, from all pages', async () => {
    conversation();
    messages([question(4, NOW - 1_000), message(3, NOW - 2_000), question(1, NOW - 4_000)]);
    comments(comment(2, NOW - 3_000));
    expect(await identities()).toEqual([
      'message:msg_1',
      'comment:com_2',
      'message:msg_3',
      'message:msg_4',
    ]);
    expect(front.seen.every(({ headers }) => headers.host?.startsWith('127.0.0.1'))).toBe(true);
    expect(front.writes()).toEqual([]);
  });

  it("tells who owns it now, and knows the AI's own words by their uid", async () => {
    conversation();
    messages([question(3, NOW - 1_000), message(2, NOW - 2_000)]);
    comments();
    const result = await read();
    expect(result.kind === 'done' ? result.facts : result).toMatchObject([
      { type: 'TeammateWrote', data: { byAi: true, messageId: 'uid_2' } },
      { type: 'CustomerWrote', data: { ownership: { assignee: { kind: 'ai' }, asOf: NOW } } },
    ]);
  });

  it('stops at the time it was asked for', async () => {
    conversation();
    messages([5, 4, 3, 2, 1].map((id) => question(id, NOW - 10_000 + id * 1_000)));
    comments(comment(9, NOW - 9_000), comment(8, NOW - 7_000));
    expect(await identities(NOW - 7_000)).toEqual([
      'message:msg_3',
      'comment:com_8',
      'message:msg_4',
      'message:msg_5',
    ]);
    expect(front.seen.filter(({ path }) => path.endsWith('/messages'))).toHaveLength(2);
  });

  it('says when there is more', async () => {
    conversation();
    messages(Array.from({ length: 30 }, (_, index) => question(index, NOW - index)));
    comments();
    const result = await read();
    expect(result).toMatchObject({ kind: 'done', truncated: true });
    expect(result.kind === 'done' && result.facts).toHaveLength(20);
  });

  it('knows who began when it reached the beginning', async () => {
    conversation({ created_at: (NOW - 5_000) / 1000 });
    messages([question(2, NOW - 1_000), message(1, NOW - 5_000, { author: { id: 'tea_1' } })]);
    comments();
    expect(await read()).toMatchObject({
      facts: [
        { type: 'TeammateWrote' },
        { type: 'CustomerWrote', data: { startedBy: 'teammate' } },
      ],
    });
  });

  it.each([
    [404, { kind: 'rejected', code: 'FRONT.HTTP_404' }],
    [301, { kind: 'rejected', code: 'FRONT.CONVERSATION_MERGED' }],
    [429, { kind: 'throttled' }],
    [500, { kind: 'unreachable' }],
  ])('%i is told', async (status, expected) => {
    front.json('GET /conversations/cnv_1', status);
    expect(await read()).toMatchObject(expected);
  });
});

describe('reading a profile', () => {
  const read = (companies: 'off' | 'first' | 'all') =>
    api.perform(
      { kind: 'read-profile', conversation: 'cnv_1', contactId: 'crd_1', companies },
      connection,
      go,
    );
  const contact = (handles: readonly string[]) =>
    front.json('GET /contacts/crd_1', 200, {
      id: 'crd_1',
      name: 'Cleo',
      handles: handles.map((handle) => ({ handle, source: 'email' })),
    });

  it('gives the contact, and accounts of the same domain', async () => {
    contact(['cleo@shop.example', 'old@shop.example', '+1 555 0100']);
    front.json('GET /accounts', 200, {
      _results: [
        { id: 'acc_1', name: 'Other', domains: ['other.example'] },
        { id: 'acc_2', name: 'Shop', domains: ['SHOP.example'], custom_fields: { plan: 'gold' } },
        { id: 'acc_3', name: 'Shop 2', domains: ['shop.example'] },
      ],
    });
    const shop = { id: 'acc_2', name: 'Shop', attributes: { plan: 'gold' } };
    expect(await read('first')).toMatchObject({
      kind: 'done',
      facts: [
        {
          type: 'ProfileRead',
          data: {
            contact: {
              id: 'crd_1',
              name: 'Cleo',
              email: 'cleo@shop.example',
              phone: '+1 555 0100',
            },
            companies: [shop],
          },
        },
      ],
    });
    expect(await read('all')).toMatchObject({
      facts: [{ data: { companies: [shop, { id: 'acc_3', name: 'Shop 2' }] } }],
    });
  });

  it('finds a contact by its address', async () => {
    front.json('GET /contacts/alt:email:a%2Bb@shop.example', 200, { id: 'crd_1', handles: [] });
    const contactId = 'alt:email:a+b@shop.example';
    const command = { kind: 'read-profile', conversation: 'cnv_1', contactId } as const;
    expect(await api.perform({ ...command, companies: 'off' }, connection, go)).toMatchObject({
      facts: [{ data: { contact: { id: 'crd_1' } } }],
    });
  });

  it('asks for no accounts when they are off', async () => {
    contact(['cleo@shop.example']);
    expect(await read('off')).toMatchObject({ facts: [{ data: { companies: [] } }] });
    expect(front.seen).toHaveLength(1);
  });

  it('says why companies are missing', async () => {
    contact(['+1 555 0100']);
    expect(await read('all')).toMatchObject({
      facts: [{ data: { because: 'the contact has no email address' } }],
    });
    contact(['cleo@shop.example']);
    front.json('GET /accounts', 403, { _error: { title: 'Forbidden' } });
    expect(await read('all')).toMatchObject({ facts: [{ data: { because: 'FRONT.FORBIDDEN' } }] });
    front.json('GET /accounts', 200, { _results: [] });
    expect(await read('all')).toMatchObject({
      facts: [{ data: { because: 'no account has domain shop.example' } }],
    });
    front.json('GET /accounts', 503);
    expect(await read('all')).toMatchObject({ kind: 'unreachable' });
  });
});

describe('looking for the effect of a lost call', () => {
  const since = NOW - 60_000;
  const at = { conversation: 'cnv_1' };
  const look = (command: VendorCommand, exclude: readonly string[] = []) =>
    api.readBack(command, connection, { since, exclude }, go);
  const reply: VendorCommand = { kind: 'reply', ...at, text: 'text 7' };

  it.each<[string, Fields]>([
    ['our teammate', { author: { id: 'tea_9', type: 'user' } }],
    ['the API', { author: { id: 'tea_5', type: 'api' } }],
  ])('finds a reply by %s with our words', async (_name, fields) => {
    conversation();
    messages([question(8, NOW), message(7, NOW - 1_000, fields)]);
    expect(await look(reply)).toEqual({
      kind: 'found',
      vendorMessageId: 'uid_7',
      vendorAt: NOW - 1_000,
    });
  });

  it.each<[string, Fields, readonly string[]]>([
    ['a person says the same', { author: { id: 'tea_1', type: 'user' } }, []],
    ['the customer says the same', { is_inbound: true }, []],
    ['it is a draft', { is_draft: true }, []],
    ['it says something else', { body: '<p>no</p>', text: 'no' }, []],
    ['it is too old', { created_at: (since - 120_001) / 1000 }, []],
    ['it belongs to another command, by uid', {}, ['uid_7']],
    ['it belongs to another command, by id', {}, ['msg_7']],
  ])('does not take it for ours when %s', async (_name, fields, exclude) => {
    conversation();
    messages([message(7, NOW, fields)]);
    expect(await look(reply, exclude)).toEqual({ kind: 'absent' });
  });

  it('finds a note', async () => {
    conversation();
    comments(comment(6, NOW), comment(7, NOW, { author: { id: 'tea_9' } }));
    expect(await look({ kind: 'note', ...at, text: 'text 7' })).toMatchObject({
      kind: 'found',
      vendorMessageId: 'com_7',
    });
  });

  it.each<[VendorCommand, Fields, 'found' | 'absent']>([
    [{ kind: 'unassign', ...at }, { assignee: null }, 'found'],
    [{ kind: 'unassign', ...at }, {}, 'absent'],
    [{ kind: 'assign', ...at, to: { kind: 'teammate', id: 'tea_1' } }, {}, 'absent'],
    [
      { kind: 'assign', ...at, to: { kind: 'teammate', id: 'tea_1' } },
      { assignee: { id: 'tea_1' } },
      'found',
    ],
    [{ kind: 'tag', ...at, tag: 'refund' }, { tags: [{ name: 'Refund' }] }, 'found'],
    [{ kind: 'tag', ...at, tag: 'refund' }, {}, 'absent'],
    [{ kind: 'close', ...at }, { status: 'archived' }, 'found'],
    [{ kind: 'close', ...at }, {}, 'absent'],
    [{ kind: 'read', ...at, since: 0 }, {}, 'absent'],
  ])('of %j, where it shows %j: %s', async (command, fields, kind) => {
    conversation(fields);
    expect(await look(command)).toMatchObject({ kind });
  });

  it('finds it in the inbox of a team', async () => {
    conversation();
    front.json('GET /conversations/cnv_1/inboxes', 200, { _results: [{ id: 'inb_7' }] });
    const to = (id: string) => ({ kind: 'assign', ...at, to: { kind: 'team', id } }) as const;
    expect(await look(to('inb_7'))).toMatchObject({ kind: 'found' });
    expect(await look(to('inb_8'))).toMatchObject({ kind: 'absent' });
  });

  it('looks in the surviving conversation after a merge, on our own host', async () => {
    const location = 'https://evil.example/conversations/cnv_2';
    front.json('GET /conversations/cnv_1', 301, undefined, { location });
    messages([message(7, NOW)], 'cnv_2');
    expect(await look(reply)).toMatchObject({ kind: 'found', vendorMessageId: 'uid_7' });
  });

  it('finds nothing in a conversation that is gone, and says when it cannot tell', async () => {
    expect(await look(reply)).toEqual({ kind: 'absent' });
    front.json('GET /conversations/cnv_1', 500);
    expect(await look(reply)).toMatchObject({ kind: 'unreadable' });
    conversation();
    front.json('GET /conversations/cnv_1/messages', 429, undefined, { 'retry-after': '3' });
    expect(await look(reply)).toEqual({
      kind: 'unreadable',
      because: 'HTTP 429',
      retryAt: NOW + 3_000,
    });
  });
});
