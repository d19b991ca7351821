import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallResult, VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import { openApiChecker, sharedReference } from '@deskstream/testing-harness';
import { createIntercomFeed } from '../intercom-feed';
import { regionCheck } from '../verification/checks';
import { createIntercomVerification } from '../verification/intercom-verification';
import type { IntercomApi } from './intercom-api';
import { createIntercomApi } from './intercom-api';

const NOW = 1_790_000_000_000;
const AI = '7700999';
const go = new AbortController().signal;
const clock = { now: () => NOW, sleep: () => Promise.resolve() };

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

interface Given {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

let server: Server;
let api: IntercomApi;
let connection: VendorConnection;
let seen: Seen[];
/** By method and path; what is not here is 200 with an empty object. */
let answers: Record<string, Given | 'silence'>;

beforeEach(async () => {
  seen = [];
  answers = {};
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = '', url = '' } = request;
      seen.push({ method, path: url, body });
      const given = answers[`${method} ${url}`] ?? answers[method] ?? {};
      if (given === 'silence') return;
      const headers = { 'content-type': 'application/json', ...given.headers };
      response.writeHead(given.status ?? 200, headers).end(JSON.stringify(given.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api = createIntercomApi({ timeoutMs: 150, clock });
  connection = {
    workspace: 'acme',
    vendor: 'intercom',
    apiBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessToken: 'secret-token',
    aiTeammateId: AI,
    signingSecrets: ['s'],
  };
});

afterEach(async () => {
  await api.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
};

const perform = (command: VendorCommand): Promise<CallResult> =>
  api.perform(command, connection, go);
const writes = () =>
  seen.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/search'));

const commands: readonly VendorCommand[] = [
  { kind: 'reply', conversation: '7', text: 'Hello' },
  { kind: 'note', conversation: '7', text: 'Hello' },
  { kind: 'unassign', conversation: '7' },
  { kind: 'assign', conversation: '7', to: { kind: 'teammate', id: '5' } },
  { kind: 'assign', conversation: '7', to: { kind: 'team', id: '6' } },
  { kind: 'tag', conversation: '7', tag: 'vip' },
  { kind: 'tag', conversation: '7', tag: 'not there' },
  { kind: 'close', conversation: '7' },
  { kind: 'read', conversation: '7', since: 0 },
  { kind: 'read-profile', conversation: '7', contactId: 'c1', companies: 'all' },
  { kind: 'ensure-contact', conversation: '7', email: 'new@example.com', name: 'New' },
];
const TAGS = { type: 'list', data: [{ type: 'tag', id: '9', name: 'VIP' }] };

describe.each(commands)('$kind', (command) => {
  beforeEach(() => {
    answers = { 'GET /tags': { body: TAGS } };
  });

  it('makes one write at most, and repeats nothing', async () => {
    await perform(command);
    expect(writes().length).toBe(command.kind.startsWith('read') ? 0 : 1);
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(seen.length);
  });

  it.each([
    [400, 'parameter_invalid', 'rejected'],
    [401, 'unauthorized', 'rejected'],
    [403, 'api_plan_restricted', 'rejected'],
    [404, 'not_found', 'rejected'],
    [409, 'conflict', 'rejected'],
    [410, 'gone', 'rejected'],
    [422, 'unprocessable', 'rejected'],
    [429, 'rate_limit_exceeded', 'throttled'],
  ])('%i %s is %s', async (status, code, kind) => {
    const refused = { status, body: { errors: [{ code, message: 'No.' }] } };
    answers = { GET: refused, POST: refused };
    const result = await perform(command);
    expect(result.kind).toBe(kind);
    if (result.kind === 'rejected') expect(result.code).toBe(`INTERCOM.${code.toUpperCase()}`);
    expect(seen).toHaveLength(1);
  });

  it.each([408, 500, 502, 503])('after %i only a write is in doubt', async (status) => {
    answers = { GET: { status }, POST: { status } };
    const inDoubt = seenFirst(command) === 'write';
    expect((await perform(command)).kind).toBe(inDoubt ? 'unknown' : 'unreachable');
    expect(seen).toHaveLength(1);
  });
});

const seenFirst = ({ kind }: VendorCommand): 'read' | 'write' =>
  ['tag', 'read', 'read-profile', 'ensure-contact'].includes(kind) ? 'read' : 'write';

it('tells what is left of the rate limit', async () => {
  answers = {
    POST: {
      headers: {
        'X-RateLimit-Limit': '167',
        'X-RateLimit-Remaining': '166',
        'X-RateLimit-Reset': '1790000010',
      },
    },
  };
  expect(await perform({ kind: 'close', conversation: '7' })).toMatchObject({
    budget: { limit: 167, remaining: 166, resetsAt: NOW + 10_000 },
  });
});

describe('a contact', () => {
  const ensure: VendorCommand = { kind: 'ensure-contact', conversation: '7', email: 'a@b.example' };

  it('that the search does not show yet is named by the conflict', async () => {
    const message = 'A contact matching those details already exists with id=66e9b1a0';
    answers = {
      'POST /contacts': { status: 409, body: { errors: [{ code: 'conflict', message }] } },
    };
    expect(await perform(ensure)).toEqual({ kind: 'done', vendorMessageId: '66e9b1a0' });
  });

  it('that is archived is of no use', async () => {
    const message = 'An archived contact matching those details already exists with id=66e9b1a0';
    answers = {
      'POST /contacts': { status: 409, body: { errors: [{ code: 'conflict', message }] } },
    };
    expect(await perform(ensure)).toMatchObject({ kind: 'rejected', status: 409 });
  });

  it('is the user where a lead has the same address', async () => {
    const data = [
      { id: 'lead1', role: 'lead' },
      { id: 'user1', role: 'user' },
    ];
    answers = { 'POST /contacts/search': { body: { data } } };
    expect(await perform(ensure)).toEqual({ kind: 'done', vendorMessageId: 'user1' });
  });

  it('that was merged is read as the one that it is now', async () => {
    const link = '<https://api.intercom.io/contacts/c2>; rel="canonical"';
    answers = {
      'GET /contacts/c1': { status: 410, headers: { link }, body: { errors: [] } },
      'GET /contacts/c2': { body: { id: 'c2', name: 'Ada', updated_at: 1, extra: [{}] } },
      'GET /contacts/c2/companies': { body: { data: [{ id: 'k1', name: 'Acme', plan: {} }] } },
    };
    expect(
      await perform({ kind: 'read-profile', conversation: '7', contactId: 'c1', companies: 'all' }),
    ).toMatchObject({
      kind: 'done',
      facts: [{ data: { contact: { id: 'c2', name: 'Ada' }, companies: [{ name: 'Acme' }] } }],
    });
  });

  it('is told without companies where these may not be read', async () => {
    answers = { 'GET /contacts/c1/companies': { status: 403 } };
    expect(
      await perform({
        kind: 'read-profile',
        conversation: '7',
        contactId: 'c1',
        companies: 'first',
      }),
    ).toMatchObject({ kind: 'done', facts: [{ data: { because: 'INTERCOM.HTTP_403' } }] });
  });
});

describe('verification', () => {
  it.each(['https://api.intercom.io', 'not an address'])('never throws: %s', async (apiBaseUrl) => {
    const verification = createIntercomVerification();
    const checks = await verification.verify({ ...connection, apiBaseUrl }, AbortSignal.abort());
    await verification.close();
    expect(checks[0]).toMatchObject({ name: 'token', code: 'INTERCOM.UNREACHABLE' });
  });

  it.each([
    ['https://api.intercom.io', 'EU', 'INTERCOM.WRONG_REGION'],
    ['https://api.eu.intercom.io/', 'EU', 'ok'],
    ['https://api.au.intercom.io', 'US', 'INTERCOM.WRONG_REGION'],
    ['https://stand-in.example', 'EU', 'nothing'],
    ['https://api.intercom.io', 'MARS', 'nothing'],
  ])('%s for a workspace in %s: %s', (apiBaseUrl, region, expected) => {
    const [check] = regionCheck({ region }, { ...connection, apiBaseUrl });
    expect(check === undefined ? 'nothing' : (check.code ?? check.result)).toBe(expected);
  });

  it('shows no secret, and tells a missing permission from a missing plan', async () => {
    answers = {
      'GET /me': { body: { app: { id_code: 'abc', region: 'EU' } } },
      [`GET /admins/${AI}`]: { body: { has_inbox_seat: false } },
      'GET /conversations?per_page=1': { status: 403, body: { errors: [{ code: 'forbidden' }] } },
    };
    const verification = createIntercomVerification();
    const checks = await verification.verify({ ...connection, externalWorkspaceId: '' }, go);
    await verification.close();
    expect(checks.map(({ code }) => code)).toEqual([
      undefined,
      'INTERCOM.WORKSPACE_NOT_SET',
      'INTERCOM.ADMIN_WITHOUT_SEAT',
      'INTERCOM.SCOPE_CONVERSATIONS',
      undefined,
    ]);
    expect(JSON.stringify(checks)).not.toContain('secret-token');
    expect(verification.requiredTopics).toHaveLength(5);
  });
});

describe('the feed', () => {
  it('stops at its bound and says that there is more', async () => {
    let page = 0;
    const feed = createIntercomFeed();
    answers = new Proxy({}, { get: () => ({ body: nextPage((page += 1)) }) });
    const recent = await feed.recent(connection, { since: 0, until: NOW }, go);
    await feed.close();
    expect(recent).toMatchObject({ kind: 'read', truncated: true });
    expect(seen).toHaveLength(6);
  });

  const nextPage = (page: number) => ({
    conversations: [{ id: String(page), updated_at: 1_780_000_000 - page }, { id: null }, null],
    pages: { next: { starting_after: `cursor${page}` } },
  });
});

const shared = sharedReference();

(shared === null ? describe.skip : describe)(
  `every request is as documented${shared === null ? ' (skipped: reference data absent)' : ''}`,
  () => {
    const file = `${shared ?? ''}/vendors/specs/intercom-2.14.yaml`;
    const checker = shared === null ? null : openApiChecker(file);
    const problems = () =>
      seen.flatMap(({ method, path, body }) => checker?.request(method, path, body) ?? []);

    it.each(commands)('of $kind', async (command) => {
      answers = { 'GET /tags': { body: TAGS } };
      await perform(command);
      await api.readBack(command, connection, { since: NOW, exclude: [] }, go);
      expect(problems()).toEqual([]);
    });

    it('of verification and feed', async () => {
      const verification = createIntercomVerification();
      const feed = createIntercomFeed();
      await verification.verify(connection, go);
      await feed.recent(connection, { since: 0, until: NOW }, go);
      await Promise.all([verification.close(), feed.close()]);
      expect(seen.length).toBe(4);
      expect(problems()).toEqual([]);
    });
  },
);
