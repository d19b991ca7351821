import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { FrontFeed } from './front-feed';
import { createFrontFeed } from './front-feed';
import { clock, connectionTo, go, NOW } from './testing/connected-front';
import type { FrontServer } from './testing/front-server';
import { send, startFrontServer } from './testing/front-server';

let front: FrontServer;
let feed: FrontFeed;
let connection: VendorConnection;

beforeEach(async () => {
  front = await startFrontServer();
  feed = createFrontFeed({ clock });
  connection = connectionTo(front);
});

afterEach(async () => {
  await feed.close();
  await front.close();
});

const event = (conversation: string, at: number) => ({
  type: 'inbound',
  emitted_at: at / 1000,
  conversation: { id: conversation },
});
const recent = (since: number, until = NOW) => feed.recent(connection, { since, until }, go);

it('tells each conversation once, with its newest message, from all pages', async () => {
  front.on('GET /events', (response, { query }) => {
    const isFirst = query.get('page_token') === null;
    const first = [event('cnv_1', NOW - 1_000), event('cnv_2', NOW - 2_000)];
    const second = [event('cnv_1', NOW - 3_000), event('cnv_3', NOW - 4_000)];
    const next = isFirst ? 'https://api2.frontapp.com/events?limit=15&page_token=second' : null;
    send(response, {
      status: 200,
      body: { _pagination: { next }, _results: isFirst ? first : second },
    });
  });
  expect(await recent(NOW - 60_000)).toEqual({
    kind: 'read',
    truncated: false,
    conversations: [
      { conversation: 'cnv_1', updatedAt: NOW - 1_000 },
      { conversation: 'cnv_2', updatedAt: NOW - 2_000 },
      { conversation: 'cnv_3', updatedAt: NOW - 4_000 },
    ],
  });
  expect(front.seen).toHaveLength(2);
  for (const { query } of front.seen)
    expect([...query].filter(([name]) => name !== 'page_token')).toEqual([
      ['q[after]', String((NOW - 60_000) / 1000)],
      ['q[before]', String(NOW / 1000)],
      ['q[types][]', 'inbound'],
      ['q[types][]', 'outbound'],
      ['q[types][]', 'out_reply'],
      ['limit', '15'],
    ]);
});

it('ends with what is older than asked for, whatever Front makes of the query', async () => {
  front.json('GET /events', 200, {
    _pagination: { next: '/events?page_token=more' },
    _results: [event('cnv_1', NOW + 1), event('cnv_2', NOW - 1), event('cnv_3', NOW - 9_000)],
  });
  expect(await recent(NOW - 5_000)).toEqual({
    kind: 'read',
    truncated: false,
    conversations: [{ conversation: 'cnv_2', updatedAt: NOW - 1 }],
  });
  expect(front.seen).toHaveLength(1);
});

it('spends six calls at most, and says that there is more', async () => {
  front.on('GET /events', (response, { query }) => {
    const page = Number(query.get('page_token') ?? 0);
    send(response, {
      status: 200,
      body: {
        _pagination: { next: `/events?page_token=${page + 1}` },
        _results: [event(`cnv_${page}`, NOW - page)],
      },
    });
  });
  const found = await recent(0);
  expect(found).toMatchObject({ kind: 'read', truncated: true });
  expect(found.kind === 'read' && found.conversations).toHaveLength(6);
  expect(front.seen).toHaveLength(6);
});

it.each([
  [429, { because: 'HTTP 429', retryAt: NOW + 2_000 }],
  [404, { because: 'FRONT.HTTP_404', retryAt: null }],
  [500, { because: 'HTTP 500', retryAt: null }],
])('%i is unreadable', async (status, expected) => {
  front.json('GET /events', status, undefined, { 'retry-after': '2' });
  expect(await recent(0)).toEqual({ kind: 'unreadable', ...expected });
});
