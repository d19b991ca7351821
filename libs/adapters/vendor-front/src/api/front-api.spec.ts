import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import type { FrontServer } from '../testing/front-server';
import { startFrontServer } from '../testing/front-server';
import type { FrontApi } from './front-api';
import { createFrontApi } from './front-api';

const NOW = 1_790_000_000_000;
const go = new AbortController().signal;

let front: FrontServer;
let api: FrontApi;
let connection: VendorConnection;

beforeEach(async () => {
  front = await startFrontServer();
  api = createFrontApi({
    timeoutMs: 150,
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
  });
  connection = {
    workspace: 'acme',
    vendor: 'front',
    apiBaseUrl: `${front.url}/`,
    accessToken: 'secret-token',
    aiTeammateId: 'tea_9',
    signingSecrets: [],
  };
});

afterEach(async () => {
  await api.close();
  await front.close();
});

const reply: VendorCommand = { kind: 'reply', conversation: 'cnv_1', text: 'Hello\nthere' };
const perform = (command: VendorCommand) => api.perform(command, connection, go);
const error = (status: number, title: string, message = 'No.') => ({
  _error: { status, title, message },
});
const REPLY = 'POST /conversations/cnv_1/messages';

describe('a reply', () => {
  it('is sent once, as HTML and as text, and archives nothing', async () => {
    front.json(REPLY, 202, { status: 'accepted', message_uid: 'uid_1' });
    expect(await perform(reply)).toEqual({ kind: 'done', vendorMessageId: 'uid_1' });
    expect(front.seen).toMatchObject([
      {
        headers: { authorization: 'Bearer secret-token', 'content-type': 'application/json' },
        body: {
          author_id: 'tea_9',
          body: '<p>Hello<br>there</p>',
          text: 'Hello\nthere',
          options: { archive: false },
        },
      },
    ]);
  });

  it('tells what is left of the rate budget', async () => {
    const headers = {
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '98',
      'x-ratelimit-reset': '1790000060.5',
    };
    front.json(REPLY, 202, { message_uid: 'uid_1' }, headers);
    expect(await perform(reply)).toMatchObject({
      budget: { limit: 100, remaining: 98, resetsAt: 1_790_000_060_500 },
    });
  });

  it('is done when the answer came without a readable body', async () => {
    front.on(REPLY, (response) => {
      response.writeHead(202, { 'content-length': '100' });
      response.write('{"status":');
      setImmediate(() => response.destroy());
    });
    expect(await perform(reply)).toEqual({ kind: 'done' });
  });

  it.each([
    [400, 'Bad request', 'FRONT.BAD_REQUEST'],
    [401, 'Unauthenticated', 'FRONT.UNAUTHENTICATED'],
    [403, 'Forbidden', 'FRONT.FORBIDDEN'],
    [404, 'Not found', 'FRONT.NOT_FOUND'],
    [422, '', 'FRONT.HTTP_422'],
  ])('%i is a definite no', async (status, title, code) => {
    front.json(REPLY, status, error(status, title));
    expect(await perform(reply)).toEqual({ kind: 'rejected', status, code, detail: 'No.' });
    expect(front.seen).toHaveLength(1);
  });

  it('to a conversation that was merged is a definite no, and follows no link', async () => {
    front.json(REPLY, 301, undefined, { location: `${front.url}/conversations/cnv_2/messages` });
    expect(await perform(reply)).toEqual({
      kind: 'rejected',
      status: 301,
      code: 'FRONT.CONVERSATION_MERGED',
      detail: 'merged into conversation cnv_2',
    });
    expect(front.seen).toHaveLength(1);
  });

  it.each([
    [{ 'retry-after': '12' }, NOW + 12_000],
    [{ 'retry-after': 'Mon, 21 Sep 2026 14:13:40 GMT' }, 1_790_000_020_000],
    [{ 'x-ratelimit-reset': '1790000060' }, 1_790_000_060_000],
    [{}, null],
  ])('429 with %p is not executed', async (headers, retryAt) => {
    front.json(REPLY, 429, error(429, 'Too Many Requests'), headers);
    expect(await perform(reply)).toEqual({ kind: 'throttled', retryAt });
  });

  it.each([408, 500, 502, 503, 504])('%i may or may not be executed', async (status) => {
    front.json(REPLY, status);
    expect(await perform(reply)).toEqual({ kind: 'unknown', because: `HTTP ${status}`, status });
  });

  it('without an answer in time may or may not be executed', async () => {
    front.on(REPLY, () => undefined);
    expect(await perform(reply)).toMatchObject({ kind: 'unknown' });
    front.on(REPLY, (response) => response.destroy());
    expect(await perform(reply)).toMatchObject({ kind: 'unknown' });
  });

  it('was surely not executed without a connection, nor once it is stopped', async () => {
    const nowhere = { ...connection, apiBaseUrl: 'http://127.0.0.1:1' };
    expect(await api.perform(reply, nowhere, go)).toMatchObject({ kind: 'unreachable' });
    expect(await api.perform(reply, connection, AbortSignal.abort())).toMatchObject({
      kind: 'unreachable',
    });
    expect(front.seen).toEqual([]);
  });
});

describe('the other writes', () => {
  const at = { conversation: 'cnv_1' };

  it('a note is a comment, as it is written', async () => {
    front.json('POST /conversations/cnv_1/comments', 201, { id: 'com_1', posted_at: NOW / 1000 });
    expect(await perform({ kind: 'note', ...at, text: 'See *this*' })).toEqual({
      kind: 'done',
      vendorMessageId: 'com_1',
      vendorAt: NOW,
    });
    expect(front.writes()).toMatchObject([{ body: { author_id: 'tea_9', body: 'See *this*' } }]);
  });

  it.each<[VendorCommand, string | null]>([
    [{ kind: 'unassign', ...at }, null],
    [{ kind: 'assign', ...at, to: { kind: 'teammate', id: 'tea_1' } }, 'tea_1'],
  ])('%j puts the assignee', async (command, assignee_id) => {
    front.json('PUT /conversations/cnv_1/assignee', 204);
    expect(await perform(command)).toEqual({ kind: 'done' });
    expect(front.writes()).toMatchObject([{ body: { assignee_id } }]);
  });

  it.each([
    ['inb_7', 'inb_7'],
    ['tim_1', 'inb_3'],
  ])('a team (%s) gets it in its inbox, unassigned by the same write', async (team, inbox_id) => {
    front.json('GET /teams/tim_1/inboxes', 200, {
      _results: [{ id: 'inb_2', is_private: true }, { id: 'inb_3' }],
    });
    front.json('PATCH /conversations/cnv_1', 204);
    const to = { kind: 'team', id: team } as const;
    expect(await perform({ kind: 'assign', ...at, to })).toEqual({ kind: 'done' });
    expect(front.writes()).toMatchObject([{ body: { inbox_id, assignee_id: null } }]);
  });

  it('a team without an inbox cannot get it', async () => {
    front.json('GET /teams/tim_1/inboxes', 200, { _results: [] });
    const to = { kind: 'team', id: 'tim_1' } as const;
    expect(await perform({ kind: 'assign', ...at, to })).toMatchObject({
      kind: 'rejected',
      code: 'FRONT.TEAM_WITHOUT_INBOX',
    });
    expect(front.writes()).toEqual([]);
  });

  it('a tag is added to those that are there', async () => {
    front.json('GET /tags', 200, { _results: [{ id: 'tag_1', name: 'Refund' }] });
    front.json('POST /conversations/cnv_1/tags', 204);
    expect(await perform({ kind: 'tag', ...at, tag: 'refund' })).toEqual({ kind: 'done' });
    expect(front.writes()).toMatchObject([{ body: { tag_ids: ['tag_1'] } }]);
  });

  it('a tag that is missing is made first, which counts as not executed', async () => {
    front.json('GET /tags', 200, { _results: [] });
    front.json('POST /tags', 201, { id: 'tag_2', name: 'refund' });
    expect(await perform({ kind: 'tag', ...at, tag: 'refund' })).toEqual({
      kind: 'unreachable',
      because: 'FRONT.TAG_CREATED',
    });
    expect(front.writes()).toMatchObject([{ path: '/tags', body: { name: 'refund' } }]);
    front.json('POST /tags', 502);
    expect(await perform({ kind: 'tag', ...at, tag: 'refund' })).toMatchObject({
      kind: 'unreachable',
    });
    front.json('POST /tags', 403, error(403, 'Forbidden'));
    expect(await perform({ kind: 'tag', ...at, tag: 'refund' })).toMatchObject({
      kind: 'rejected',
      code: 'FRONT.FORBIDDEN',
    });
  });

  it('closing archives', async () => {
    front.json('GET /conversations/cnv_1', 200, { id: 'cnv_1', status: 'unassigned' });
    front.json('PATCH /conversations/cnv_1', 204);
    expect(await perform({ kind: 'close', ...at })).toEqual({ kind: 'done' });
    expect(front.writes()).toMatchObject([{ body: { status: 'archived' } }]);
  });

  it('closing a ticket sets a status that means resolved', async () => {
    front.json('GET /conversations/cnv_1', 200, { id: 'cnv_1', status_category: 'open' });
    front.json('GET /company/statuses', 200, {
      _results: [
        { id: 'sts_1', category: 'open' },
        { id: 'sts_2', category: 'resolved' },
      ],
    });
    front.json('PATCH /conversations/cnv_1', 204);
    expect(await perform({ kind: 'close', ...at })).toEqual({ kind: 'done' });
    expect(front.writes()).toMatchObject([{ body: { status_id: 'sts_2' } }]);
  });

  it('a read before the write that fails leaves the command surely not executed', async () => {
    front.json('GET /conversations/cnv_1', 503);
    expect(await perform({ kind: 'close', ...at })).toMatchObject({ kind: 'unreachable' });
    expect(front.writes()).toEqual([]);
  });

  it.each<VendorCommand>([
    { kind: 'ensure-contact', ...at, email: 'a@b.example' },
    { kind: 'ticket', ...at, subject: 's', content: 'c' },
    { kind: 'update-ticket', ...at, ticketId: '1', content: 'c' },
  ])('%j is unsupported', async (command) => {
    expect(await perform(command)).toMatchObject({ code: 'VENDOR.UNSUPPORTED' });
    expect(front.seen).toEqual([]);
  });
});

describe('asking who owns a conversation', () => {
  const GET = 'GET /conversations/cnv_1';
  const ask = () => api.ownership('cnv_1', connection, go);

  it('tells owner, time, state and who assigned it last', async () => {
    front.json(GET, 200, {
      status: 'archived',
      assignee: { id: 'tea_1' },
      updated_at: 1_790_000_000.25,
    });
    front.json('GET /conversations/cnv_1/events', 200, {
      _results: [
        { type: 'comment', emitted_at: 9 },
        {
          type: 'assign',
          emitted_at: 8,
          source: { _meta: { type: 'rule' }, data: { id: 'rul_1' } },
        },
        {
          type: 'unassign',
          emitted_at: 7,
          source: { _meta: { type: 'api' }, data: { id: 'tea_9' } },
        },
      ],
    });
    expect(await ask()).toEqual({
      kind: 'known',
      assignee: { kind: 'teammate', id: 'tea_1' },
      asOf: 1_790_000_000_250,
      open: false,
      assignedBy: 'rul_1',
    });
  });

  it('asks no further when nobody owns it, nor when the budget is low', async () => {
    front.json(GET, 200, { status: 'unassigned', assignee: null });
    expect(await ask()).toMatchObject({ assignee: { kind: 'nobody' }, open: true, asOf: NOW });
    const low = {
      'x-ratelimit-limit': '50',
      'x-ratelimit-remaining': '5',
      'x-ratelimit-reset': '1790000060',
    };
    front.json(GET, 200, { status: 'assigned', assignee: { id: 'tea_9' } }, low);
    expect(await ask()).toMatchObject({ assignee: { kind: 'ai', id: 'tea_9' } });
    expect(front.seen).toHaveLength(2);
  });

  it('still knows the owner when the events cannot be read', async () => {
    front.json(GET, 200, { status: 'assigned', assignee: { id: 'tea_1' } });
    front.json('GET /conversations/cnv_1/events', 403, error(403, 'Forbidden'));
    expect(await ask()).toMatchObject({ kind: 'known', assignee: { id: 'tea_1' } });
  });

  it.each([
    [404, error(404, 'Not found'), 'FRONT.NOT_FOUND'],
    [301, undefined, 'FRONT.CONVERSATION_MERGED'],
    [200, { status: 'deleted' }, 'FRONT.CONVERSATION_DELETED'],
  ])('tells when it is gone: %i', async (status, body, because) => {
    front.json(GET, status, body);
    expect(await ask()).toEqual({ kind: 'gone', because });
  });

  it('tells when nobody can tell', async () => {
    front.json(GET, 429, undefined, { 'retry-after': '2' });
    expect(await ask()).toEqual({
      kind: 'unreadable',
      because: 'HTTP 429',
      retryAt: NOW + 2_000,
    });
    front.json(GET, 200);
    expect(await ask()).toMatchObject({ kind: 'unreadable' });
    front.json(GET, 401, error(401, 'Unauthenticated'));
    expect(await ask()).toMatchObject({ because: 'FRONT.UNAUTHENTICATED' });
  });
});
