import { createWebChatApi } from '@deskstream/adapter-vendor-web-chat';
import type { WebChatApi } from '@deskstream/adapter-vendor-web-chat';
import { createPool } from '@deskstream/platform-postgres';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase, until } from '@deskstream/testing-harness';
import type { ServedChat } from './testing/served-chat';
import { serveChat } from './testing/served-chat';
import { personSaid, ticketCreated, toldOf } from './testing/told-events';

const go = new AbortController().signal;

let database: TestDatabase;
let served: ServedChat;
let api: WebChatApi;

beforeAll(async () => {
  database = await testDatabase();
  served = await serveChat(database);
  api = createWebChatApi();
});

afterAll(async () => {
  await api.close();
  await served.stop();
  await database.drop();
});

const post = (path: string, body: unknown, token = ''): Promise<Response> =>
  fetch(`${served.chat.url}/v1/acme/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });

/** A chat with one message; its id. */
const begun = async (): Promise<string> => {
  const { token } = (await (await post('sessions', {})).json()) as { token: string };
  await post('messages', { id: 'message-0001', text: 'A person, please.' }, token);
  const claims = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString();
  return (JSON.parse(claims) as { c: string }).c;
};

/** What persons said in the chat, oldest first. */
const saidIn = async (conversation: string) => {
  const read = await api.perform({ kind: 'read', conversation, since: 0 }, served.connection, go);
  if (read.kind !== 'done') throw new Error(`the chat cannot be read: ${read.kind}`);
  return (read.facts ?? []).flatMap(({ type, data }) => (type === 'TeammateWrote' ? [data] : []));
};

const textsIn = async (conversation: string) => (await saidIn(conversation)).map((it) => it.text);

/** Everything published so far was followed: the last thing said arrived in a chat of its own. */
const followed = async (): Promise<void> => {
  const chat = await begun();
  const ticket = `after-${chat}`;
  const text = 'the end';
  // One of the two partitions each, whatever the ids are.
  for (let nth = 0; nth < 8; nth += 1)
    await served.log.publish([
      personSaid({ thread: `end-${chat}-${nth}`, ticket, messageId: `end-${chat}-${nth}`, text }),
    ]);
  await served.log.publish([ticketCreated('web-chat', chat, ticket)]);
  await until(async () => (await textsIn(chat)).length === 8);
};

it('says a public reply on the ticket of a web chat in that chat, once, however often it is told', async () => {
  const chat = await begun();
  const reply = { ticket: '901', messageId: 'm-901', text: 'Rosa here.' };
  await served.log.publish([ticketCreated('web-chat', chat, '901')]);
  await served.log.publish([
    personSaid({ ...reply, thread: '4001' }),
    personSaid({ ...reply, thread: 'ticket-901' }),
    personSaid({ ...reply, thread: '4001' }),
  ]);
  await until(async () => (await textsIn(chat)).length > 0);
  await followed();
  expect(await saidIn(chat)).toMatchObject([
    {
      text: 'Rosa here.',
      visibility: 'public',
      byAi: false,
      ticket: '901',
      author: { id: 'A-55502', name: 'Rosa' },
    },
  ]);
});

it('keeps a reply that is read before its ticket, in order', async () => {
  const chat = await begun();
  const [one, two] = [
    { thread: '4002', ticket: '902', messageId: 'm-1', text: 'first' },
    { thread: '4002', ticket: '902', messageId: 'm-2', text: 'second' },
  ];
  await served.log.publish([personSaid(one), personSaid(two)]);
  await followed();
  expect(await textsIn(chat)).toEqual([]);
  await served.log.publish([ticketCreated('web-chat', chat, '902')]);
  await until(async () => (await textsIn(chat)).length === 2);
  expect(await textsIn(chat)).toEqual(['first', 'second']);
});

it('S050: an internal note, and a reply on a ticket of another help desk, never reach a chat', async () => {
  const chat = await begun();
  await served.log.publish([
    ticketCreated('web-chat', chat, '903'),
    ticketCreated('hubspot', '4003', '904'),
  ]);
  await served.log.publish([
    personSaid({
      thread: '4003',
      ticket: '903',
      messageId: 'm-3',
      text: 'secret',
      visibility: 'note',
    }),
    personSaid({ thread: '4003', ticket: '904', messageId: 'm-4', text: 'not yours' }),
  ]);
  await followed();
  expect(await textsIn(chat)).toEqual([]);
});

it('knows a ticket that was made when it was asked for again', async () => {
  const chat = await begun();
  const data = { commandId: 'cmd-905', kind: 'ticket' };
  const other = { commandId: 'cmd-906', kind: 'ensure-contact' };
  const delivered = (commandId: string, vendorMessageId: string) =>
    toldOf('web-chat', chat, {
      type: 'RedriveDelivered',
      data: { commandId, attempts: 1, vendorMessageId },
    });
  await served.log.publish([
    toldOf('web-chat', chat, { type: 'RedriveRequested', data }, 'again-905'),
    toldOf('web-chat', chat, { type: 'RedriveRequested', data: other }, 'again-906'),
    delivered('again-905', '905'),
    delivered('again-906', '906'),
    personSaid({ thread: '4005', ticket: '906', messageId: 'm-6', text: 'of a contact' }),
    personSaid({ thread: '4005', ticket: '905', messageId: 'm-5', text: 'of the ticket' }),
  ]);
  await until(async () => (await textsIn(chat)).length > 0);
  await followed();
  expect(await textsIn(chat)).toEqual(['of the ticket']);
});

it('loses and doubles nothing while connections to PostgreSQL break', async () => {
  const chat = await begun();
  const admin = createPool({ url: database.url, max: 1 });
  await served.log.publish([ticketCreated('web-chat', chat, '907')]);
  const texts = Array.from({ length: 20 }, (_, nth) => `reply ${nth}`);
  for (const [nth, text] of texts.entries()) {
    await served.log.publish([
      personSaid({ thread: '4007', ticket: '907', messageId: `m-7-${nth}`, text }),
    ]);
    if (nth % 4 === 0)
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'web-chat-under-test'`,
      );
  }
  await admin.end();
  await until(async () => (await textsIn(chat).catch(() => [])).length >= texts.length);
  expect(await textsIn(chat)).toEqual(texts);
});
