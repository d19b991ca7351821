import { createWebChatApi } from '@deskstream/adapter-vendor-web-chat';
import type { WebChatApi } from '@deskstream/adapter-vendor-web-chat';
import { createPool } from '@deskstream/platform-postgres';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase, until } from '@deskstream/testing-harness';
import type { ServedChat } from './testing/served-chat';
import { serveChat } from './testing/served-chat';

const go = new AbortController().signal;

let database: TestDatabase;
let served: ServedChat;
let api: WebChatApi;

beforeAll(async () => {
  database = await testDatabase();
});

beforeEach(async () => {
  served = await serveChat(database);
  api = createWebChatApi();
});

afterEach(async () => {
  await api.close();
  await served.stop();
});

afterAll(() => database.drop());

const post = (path: string, body: unknown, token = ''): Promise<Response> =>
  fetch(`${served.chat.url}/v1/acme/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });

const begun = async (): Promise<string> =>
  ((await (await post('sessions', {})).json()) as { token: string }).token;

const conversationOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { c: string }).c;

const written = (): readonly string[] =>
  [...served.facts.values()].flatMap((fact) =>
    fact.type === 'CustomerWrote' ? fact.data.text : [],
  );

it('takes a message once, however often the widget sends it, and tells it as the customer wrote', async () => {
  const token = await begun();
  const message = { id: 'message-0001', text: 'How do I export?' };
  const answers = await Promise.all([1, 2, 3].map(() => post('messages', message, token)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await until(() => written().length > 0);
  const [fact] = [...served.facts.values()];
  expect(fact).toMatchObject({
    type: 'CustomerWrote',
    data: {
      text: 'How do I export?',
      channel: 'web',
      ownership: { assignee: { kind: 'ai', id: 'ai-1' } },
    },
  });
  const read = await api.perform(
    { kind: 'read', conversation: conversationOf(token), since: 0 },
    served.connection,
    go,
  );
  expect(read).toMatchObject({ kind: 'done', facts: [fact] });
});

it('loses and doubles nothing when the process dies between the webhook and its receipt, or the answer is lost', async () => {
  const admin = createPool({ url: database.url, max: 1 });
  let deaths = 0;
  served.onDelivery = async () => {
    deaths += 1;
    if (deaths > 6) return true;
    if (deaths % 2 === 0) return false;
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'web-chat-under-test'`,
    );
    return true;
  };
  const token = await begun();
  for (let n = 0; n < 5; n += 1) {
    const message = { id: `message-${1000 + n}`, text: `question ${n}` };
    await until(async () => (await post('messages', message, token)).ok);
  }
  await until(() => written().length === 5);
  await admin.end();
  expect(written()).toEqual([0, 1, 2, 3, 4].map((n) => `question ${n}`));
  expect(served.deliveries.length).toBeGreaterThan(5);
});

it('sends after a restart what was not acknowledged before it', async () => {
  served.onDelivery = () => Promise.resolve(false);
  const token = await begun();
  await post('messages', { id: 'message-2000', text: 'still there?' }, token);
  await until(() => served.deliveries.length > 0);
  await served.stop();
  served = await serveChat(database);
  await until(() => written().includes('still there?'));
});

it("is exactly once by the command's id, in calls and in reading back", async () => {
  const token = await begun();
  await post('messages', { id: 'message-3000', text: 'hello' }, token);
  const conversation = conversationOf(token);
  const reply = { kind: 'reply', conversation, text: 'Hi!' } as const;
  const attempt = { since: 0, exclude: [], commandId: 'command-1' };
  expect(await api.readBack(reply, served.connection, attempt, go)).toEqual({ kind: 'absent' });
  const first = await api.perform(reply, served.connection, go, 'command-1');
  expect(await api.perform(reply, served.connection, go, 'command-1')).toEqual(first);
  expect(await api.readBack(reply, served.connection, attempt, go)).toMatchObject({
    kind: 'found',
  });
  const read = await api.perform({ kind: 'read', conversation, since: 0 }, served.connection, go);
  expect(read.kind === 'done' && read.facts?.map(({ type }) => type)).toEqual([
    'CustomerWrote',
    'TeammateWrote',
  ]);
});

it('knows who owns a chat, and refuses tickets', async () => {
  const token = await begun();
  await post('messages', { id: 'message-4000', text: 'a person, please' }, token);
  const conversation = conversationOf(token);
  await api.perform({ kind: 'unassign', conversation }, served.connection, go, 'command-2');
  expect(await api.ownership(conversation, served.connection, go)).toMatchObject({
    kind: 'known',
    assignee: { kind: 'nobody' },
    open: true,
  });
  const ticket = { kind: 'ticket', conversation, subject: 's', content: 'c' } as const;
  expect(await api.perform(ticket, served.connection, go)).toMatchObject({
    kind: 'rejected',
    code: 'VENDOR.UNSUPPORTED',
  });
});

it('S050: a note never reaches the customer; a session of nobody, or changed, is refused', async () => {
  const token = await begun();
  await post('messages', { id: 'message-5000', text: 'hello' }, token);
  const conversation = conversationOf(token);
  await api.perform({ kind: 'note', conversation, text: 'a secret' }, served.connection, go, 'n1');
  await api.perform({ kind: 'reply', conversation, text: 'seen' }, served.connection, go, 'r1');
  const stop = new AbortController();
  const stream = await fetch(`${served.chat.url}/v1/acme/events`, {
    headers: { authorization: `Bearer ${token}`, 'last-event-id': '1' },
    signal: stop.signal,
  });
  let told = '';
  const decoder = new TextDecoder();
  for await (const part of stream.body as unknown as AsyncIterable<Uint8Array>) {
    told += decoder.decode(part);
    if (told.includes('seen')) break;
  }
  stop.abort();
  expect(told).not.toContain('secret');
  expect(told).not.toContain('hello');
  expect((await post('messages', { id: 'message-5001', text: 'x' }, `${token}x`)).status).toBe(401);
  expect((await post('messages', { id: 'message-5001', text: 'x' })).status).toBe(401);
});
