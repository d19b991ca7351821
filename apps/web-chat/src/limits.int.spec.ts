import type { Clock } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase, until } from '@deskstream/testing-harness';
import type { ServedChat } from './testing/served-chat';
import { serveChat } from './testing/served-chat';

const JSON_TYPE = 'application/json';
const MAX_STREAMS = 20;

/** All happens in one minute, however slow the machine is. */
const began = systemClock.now();
const clock: Clock = { ...systemClock, now: () => began };

let database: TestDatabase;
let served: ServedChat;

beforeAll(async () => {
  database = await testDatabase();
  // The proxy in front is this process.
  served = await serveChat(database, { trustedProxies: ['127.0.0.1'], clock });
});

afterAll(async () => {
  await served.stop();
  await database.drop();
});

interface Sent {
  readonly token?: string;
  readonly type?: string;
  readonly visitor?: string;
}

const post = (path: string, body: string, { token = '', type = JSON_TYPE, visitor }: Sent = {}) =>
  fetch(`${served.chat.url}/v1/acme/${path}`, {
    method: 'POST',
    headers: {
      'content-type': type,
      authorization: `Bearer ${token}`,
      ...(visitor === undefined ? {} : { 'x-forwarded-for': visitor }),
    },
    body,
  });

const begun = async (visitor: string): Promise<string> =>
  ((await (await post('sessions', '{}', { visitor })).json()) as { token: string }).token;

const refused = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const { code } = (await answer.json()) as { code: string };
  return { status: answer.status, code, retryAfter: answer.headers.get('retry-after') };
};

it.each([
  [413, 'HTTP.TOO_LARGE', JSON_TYPE, JSON.stringify({ text: 'x'.repeat(33 * 1024) })],
  [415, 'HTTP.MEDIA_TYPE', 'application/xml', '<text/>'],
  [400, 'HTTP.MALFORMED', JSON_TYPE, '{"text":'],
])('answers %d %s', async (status, code, type, body) => {
  const token = await begun('203.0.113.1');
  expect(await refused(await post('messages', body, { token, type }))).toMatchObject({
    status,
    code,
  });
});

it('begins 20 chats a minute for one address, and others for the next one', async () => {
  const statuses: number[] = [];
  for (let nth = 0; nth < 20; nth += 1)
    statuses.push((await post('sessions', '{}', { visitor: '203.0.113.2' })).status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(await refused(await post('sessions', '{}', { visitor: '203.0.113.2' }))).toEqual({
    status: 429,
    code: 'WEB_CHAT.TOO_MANY',
    retryAfter: '10',
  });
  expect((await post('sessions', '{}', { visitor: '203.0.113.3' })).status).toBe(200);
});

it('takes 30 messages of a customer in a minute, and repeats of them at any time', async () => {
  const token = await begun('203.0.113.4');
  const message = (nth: number) => JSON.stringify({ id: `message-${1_000 + nth}`, text: 'hello' });
  for (let nth = 0; nth < 30; nth += 1)
    expect((await post('messages', message(nth), { token })).status).toBe(200);
  expect(await refused(await post('messages', message(30), { token }))).toMatchObject({
    status: 429,
    code: 'WEB_CHAT.TOO_MANY',
  });
  expect((await post('messages', message(0), { token })).status).toBe(200);
});

it('streams one chat to 20 places; who leaves makes room', async () => {
  const token = await begun('203.0.113.5');
  const leaving = new AbortController();
  const staying = new AbortController();
  const listen = (signal: AbortSignal) =>
    fetch(`${served.chat.url}/v1/acme/events`, {
      headers: { authorization: `Bearer ${token}` },
      signal,
    });
  for (let nth = 1; nth < MAX_STREAMS; nth += 1)
    expect((await listen(staying.signal)).status).toBe(200);
  expect((await listen(leaving.signal)).status).toBe(200);
  expect(await refused(await listen(staying.signal))).toMatchObject({ status: 429 });
  leaving.abort();
  await until(async () => (await listen(staying.signal)).status === 200);
  staying.abort();
});

it('has a page to try it, of workspaces that have a web chat, with nothing inline', async () => {
  const page = await fetch(`${served.chat.url}/try/acme`);
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(html).toContain('<script src="/widget.js" data-workspace="acme"');
  expect(html).not.toMatch(/<style|style=|onload/);
  const unknown = await fetch(`${served.chat.url}/try/${encodeURIComponent('<script>')}`);
  expect(await refused(unknown)).toMatchObject({
    status: 404,
    code: 'WEB_CHAT.UNKNOWN_WORKSPACE',
  });
});
