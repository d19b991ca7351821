import { readFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import { openApiChecker, sharedReference } from '@deskstream/testing-harness';
import type { IntercomApi } from './intercom-api';
import { createIntercomApi } from './intercom-api';

const NOW = 1_790_000_000_000;
const AI = '7700999';
const go = new AbortController().signal;

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

let server: Server;
let api: IntercomApi;
let connection: VendorConnection;
let seen: Seen[];
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      seen.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
      });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api = createIntercomApi({
    timeoutMs: 150,
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
  });
  connection = {
    workspace: 'acme',
    vendor: 'intercom',
    apiBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessToken: 'secret-token',
    aiTeammateId: AI,
    signingSecrets: [],
  };
});

afterEach(async () => {
  await api.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  answer = (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
};

const part = (fields: Record<string, unknown>) => ({
  type: 'conversation_part',
  part_type: 'comment',
  author: { type: 'admin', id: AI },
  created_at: NOW / 1000,
  ...fields,
});

const conversation = (parts: readonly unknown[], fields: Record<string, unknown> = {}) => ({
  type: 'conversation',
  id: '7',
  updated_at: NOW / 1000,
  admin_assignee_id: Number(AI),
  team_assignee_id: null,
  open: true,
  state: 'open',
  conversation_parts: { conversation_parts: parts },
  ...fields,
});

const reply: VendorCommand = { kind: 'reply', conversation: '7', text: 'Hello there' };
const note: VendorCommand = { kind: 'note', conversation: '7', text: 'Hello there' };
const unassign: VendorCommand = { kind: 'unassign', conversation: '7' };

describe('performing a command', () => {
  it('posts a reply once and learns its part id', async () => {
    json(
      200,
      conversation([
        part({ id: 'p1', body: 'older', created_at: 1 }),
        part({ id: 'p2', body: '<p>Hello there</p>' }),
      ]),
    );
    expect(await api.perform(reply, connection, go)).toEqual({
      kind: 'done',
      vendorMessageId: 'p2',
      vendorAt: NOW,
    });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      path: '/conversations/7/reply',
      headers: { authorization: 'Bearer secret-token', 'intercom-version': '2.14' },
      body: { message_type: 'comment', type: 'admin', admin_id: AI, body: '<p>Hello there</p>' },
    });
  });

  it('is done when the answer came without a readable body', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"type":');
      setImmediate(() => response.destroy());
    };
    expect(await api.perform(reply, connection, go)).toEqual({ kind: 'done' });
  });

  it.each([
    [400, 'parameter_invalid', 'INTERCOM.PARAMETER_INVALID'],
    [401, 'unauthorized', 'INTERCOM.UNAUTHORIZED'],
    [404, 'not_found', 'INTERCOM.NOT_FOUND'],
    [409, 'conflict', 'INTERCOM.CONFLICT'],
    [422, undefined, 'INTERCOM.HTTP_422'],
  ])('takes %i for a definite no', async (status, code, expected) => {
    json(status, { type: 'error.list', errors: code ? [{ code, message: 'No.' }] : null });
    expect(await api.perform(reply, connection, go)).toMatchObject({
      kind: 'rejected',
      status,
      code: expected,
    });
    expect(seen).toHaveLength(1);
  });

  it.each([408, 500, 502, 503])('does not know after %i, and does not repeat', async (status) => {
    json(status, {});
    expect(await api.perform(reply, connection, go)).toMatchObject({ kind: 'unknown', status });
    expect(seen).toHaveLength(1);
  });

  it.each([
    [{ 'retry-after': '7' }, NOW + 7000],
    [{ 'retry-after': new Date(NOW + 9000).toUTCString() }, NOW + 9000],
    [{ 'x-ratelimit-reset': '1790000010' }, NOW + 10_000],
    [{}, null],
  ])('waits as long as 429 says: %j', async (headers, retryAt) => {
    json(429, {}, headers);
    expect(await api.perform(reply, connection, go)).toEqual({ kind: 'throttled', retryAt });
    expect(seen).toHaveLength(1);
  });

  it('does not know when no answer comes in time', async () => {
    answer = () => undefined;
    expect(await api.perform(reply, connection, go)).toEqual({
      kind: 'unknown',
      because: 'UND_ERR_HEADERS_TIMEOUT',
    });
    expect(seen).toHaveLength(1);
  });

  it('does not know when the connection breaks after the request', async () => {
    answer = (response) => response.socket?.destroy();
    expect(await api.perform(reply, connection, go)).toMatchObject({ kind: 'unknown' });
    expect(seen).toHaveLength(1);
  });

  it('does not know when it is stopped under way', async () => {
    const stop = new AbortController();
    answer = () => stop.abort();
    expect(await api.perform(reply, connection, stop.signal)).toMatchObject({ kind: 'unknown' });
  });

  it.each(['http://127.0.0.1:1', 'http://no-such-host.invalid', 'not an address'])(
    'knows that nothing happened when %s cannot be reached',
    async (apiBaseUrl) => {
      const result = await api.perform(reply, { ...connection, apiBaseUrl }, go);
      expect(result).toMatchObject({ kind: 'unreachable' });
    },
  );
});

describe('looking for the effect of an attempt', () => {
  const since = NOW + 400;
  const look = (command: VendorCommand, exclude: readonly string[] = []) =>
    api.readBack(command, connection, { since, exclude }, go);

  it('finds our words, in the second the attempt began', async () => {
    json(200, conversation([part({ id: 'p2', body: 'Hello there' })]));
    expect(await look(reply)).toEqual({ kind: 'found', vendorMessageId: 'p2', vendorAt: NOW });
    expect(seen[0]?.path).toBe('/conversations/7?display_as=plaintext');
  });

  it.each([
    ['of another author', { author: { type: 'admin', id: '1' } }],
    ['of another kind', { part_type: 'note' }],
    ['of other words', { body: 'Hello' }],
    ['from before the attempt', { created_at: NOW / 1000 - 600 }],
  ])('does not take a part %s for it', async (_name, fields) => {
    json(200, conversation([part({ id: 'p2', body: 'Hello there', ...fields })]));
    expect(await look(reply)).toEqual({ kind: 'absent' });
  });

  it('does not take the part of another command for it', async () => {
    json(200, conversation([part({ id: 'p2', body: 'Hello there' })]));
    expect(await look(reply, ['p2'])).toEqual({ kind: 'absent' });
  });

  it('finds a note among replies', async () => {
    json(
      200,
      conversation([
        part({ id: 'p1', body: 'Hello there' }),
        part({ id: 'p2', part_type: 'note', body: 'Hello there' }),
      ]),
    );
    expect(await look(note)).toMatchObject({ kind: 'found', vendorMessageId: 'p2' });
  });

  it('reads the present owner back after an unassign', async () => {
    json(200, conversation([]));
    expect(await look(unassign)).toEqual({ kind: 'absent' });
    json(200, conversation([], { admin_assignee_id: null }));
    expect(await look(unassign)).toEqual({ kind: 'found', vendorAt: NOW });
  });

  it('says when it cannot read', async () => {
    json(429, {}, { 'retry-after': '3' });
    expect(await look(reply)).toEqual({
      kind: 'unreadable',
      because: 'HTTP 429',
      retryAt: NOW + 3000,
    });
    json(401, { errors: [{ code: 'token_revoked' }] });
    expect(await look(reply)).toMatchObject({
      kind: 'unreadable',
      because: 'INTERCOM.TOKEN_REVOKED',
    });
  });

  it('finds nothing in a conversation that is gone', async () => {
    json(404, { errors: [{ code: 'not_found' }] });
    expect(await look(reply)).toEqual({ kind: 'absent' });
  });
});

describe('asking who owns a conversation', () => {
  it('tells owner, time, state and who assigned it last', async () => {
    const parts = [
      part({ id: 'p1', part_type: 'assignment', author: { id: '5' }, created_at: 1 }),
      part({ id: 'p2', part_type: 'assignment', author: { id: '6' }, created_at: 2 }),
    ];
    json(200, conversation(parts, { admin_assignee_id: 5, open: false, state: 'closed' }));
    expect(await api.ownership('7', connection, go)).toEqual({
      kind: 'known',
      assignee: { kind: 'teammate', id: '5' },
      asOf: NOW,
      open: false,
      assignedBy: '6',
    });
  });

  it('tells when it is gone', async () => {
    json(404, { errors: [{ code: 'not_found' }] });
    expect(await api.ownership('7', connection, go)).toEqual({
      kind: 'gone',
      because: 'INTERCOM.NOT_FOUND',
    });
  });
});

const shared = sharedReference();

(shared === null ? describe.skip : describe)(
  `against the vendor's OpenAPI file${shared === null ? ' (skipped: reference data absent)' : ''}`,
  () => {
    const vendor = `${shared ?? ''}/vendors`;
    const example = (name: string): unknown =>
      JSON.parse(readFileSync(`${vendor}/examples/intercom/api/${name}.json`, 'utf8'));
    const checker = shared === null ? null : openApiChecker(`${vendor}/specs/intercom-2.14.yaml`);

    it.each([reply, note, unassign])('the request of %j is as documented', async (command) => {
      json(200, conversation([]));
      await api.perform(command, connection, go);
      await api.readBack(command, connection, { since: NOW, exclude: [] }, go);
      expect(
        seen.flatMap(({ method, path, body }) => checker?.request(method, path, body)),
      ).toEqual([]);
    });

    it('the example answers are as documented, and understood', async () => {
      const recorded = example('post-conversation-reply.response');
      expect(checker?.response('POST', '/conversations/7/reply', 200, recorded)).toEqual([]);
      expect(
        checker?.response('GET', '/conversations/7', 200, example('get-conversation')),
      ).toEqual([]);
      expect(
        checker?.response('GET', '/conversations/7', 404, example('error-404-conversation')),
      ).toEqual([]);
      json(200, recorded);
      const sent: VendorCommand = { ...reply, text: 'I have restarted the export for you.' };
      expect(await api.perform(sent, connection, go)).toMatchObject({
        kind: 'done',
        vendorMessageId: '37358000011',
      });
    });

    it('the checker notices what is wrong', () => {
      const wrong = { message_type: 'shout', type: 'admin', admin_id: 7 };
      expect(checker?.request('POST', '/conversations/7/reply', wrong)).not.toEqual([]);
      expect(checker?.request('POST', '/conversations/7/shout', wrong)).toHaveLength(1);
      expect(checker?.response('GET', '/conversations/7', 200, { id: 7 })).not.toEqual([]);
    });
  },
);
