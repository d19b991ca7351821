import { describe, expect, it } from '@jest/globals';
import { AI, openTestFront, ROBIN } from './front-fixture';

const BODY = '<p>Look under Settings.</p>';

const started = (config: Parameters<typeof openTestFront>[0] = {}) => {
  const test = openTestFront(config);
  const it = test.company.customerStarts('Where is my <export>?');
  return { ...test, it, path: `/conversations/${it.id}` };
};

const effects = ({ company }: ReturnType<typeof started>) =>
  company.store.state.effects.map(({ kind, partId }) => [kind, partId]);

describe('sending a reply', () => {
  it('is accepted at once, seen later, and archives unless told otherwise', async () => {
    const test = started();
    const sent = test.call('POST', `${test.path}/messages`, { author_id: AI, body: BODY });
    expect(sent).toMatchObject({ status: 202, body: { status: 'accepted' } });
    const uid = (sent.body as { message_uid: string }).message_uid;
    const lookup = () => test.call('GET', `/messages/alt:uid:${uid}`);
    expect(lookup().status).toBe(404);
    expect(test.it.messages).toHaveLength(1);
    await test.advance(1000);
    expect(lookup()).toMatchObject({ status: 200, body: { message_uid: uid, body: BODY } });
    expect(test.call('GET', test.path).body).toMatchObject({ status: 'archived' });
    expect(test.topics()).toEqual(['inbound_received', 'outbound_sent', 'conversation_archived']);
    expect(effects(test)).toEqual([['reply', uid]]);
  });

  it('leaves the conversation open with archive false, and comes back as out_reply of the API', async () => {
    const test = started();
    test.call('POST', `${test.path}/messages`, {
      author_id: AI,
      body: BODY,
      options: { archive: false },
    });
    await test.advance(1000);
    expect(test.call('GET', test.path).body).toMatchObject({ status: 'unassigned' });
    expect(test.posted.at(-1)?.json).toMatchObject({
      type: 'outbound_sent',
      payload: {
        type: 'out_reply',
        source: { _meta: { type: 'api' }, data: { id: AI } },
        target: { data: { is_inbound: false, author: { id: AI, type: 'api' } } },
      },
    });
  });

  it('is sent after a restart as well', async () => {
    const test = started();
    test.call('POST', `${test.path}/messages`, { body: BODY });
    await test.front.stop();
    const state = JSON.parse(
      JSON.stringify(test.company.store.state),
    ) as typeof test.company.store.state;
    const again = openTestFront({}, { state });
    await again.advance(1000);
    expect(again.topics()).toEqual(['outbound_sent', 'conversation_archived']);
  });

  it('may be accepted and never seen', async () => {
    const test = started();
    const request = {
      method: 'POST',
      path: `${test.path}/messages`,
      query: {},
      headers: { authorization: 'Bearer front-token' },
      body: { author_id: AI, body: BODY },
    };
    const { body } = test.front.api.call(request).execute({ unseen: true });
    await test.advance(1000);
    const uid = (body as { message_uid: string }).message_uid;
    expect(test.call('GET', `/messages/alt:uid:${uid}`).status).toBe(404);
    expect(test.call('GET', `${test.path}/messages`).body).toMatchObject({
      _results: [{ is_inbound: true }],
    });
    expect(test.posted.at(-1)?.json).toMatchObject({
      type: 'message_delivery_failed',
      payload: { type: 'sending_error', target: { data: { message_uid: uid } } },
    });
    expect(effects(test)).toEqual([['reply-unseen', uid]]);
  });
});

describe('changing a conversation', () => {
  it('unassigns, tells so with no target, and says nothing when nothing changes', async () => {
    const test = started({ assignNewTo: 'ai' });
    expect(test.call('GET', test.path).body).toMatchObject({
      status: 'assigned',
      assignee: { id: AI },
    });
    expect(test.call('PUT', `${test.path}/assignee`, { assignee_id: null }).status).toBe(204);
    expect(test.call('PUT', `${test.path}/assignee`, { assignee_id: null }).status).toBe(204);
    await test.advance(0);
    expect(test.topics()).toEqual(['inbound_received', 'assignee_changed', 'assignee_changed']);
    expect(test.posted[1]?.json.payload).toMatchObject({
      type: 'assign',
      source: { _meta: { type: 'rule' } },
    });
    expect(test.posted[2]?.json.payload).toMatchObject({
      type: 'unassign',
      source: { _meta: { type: 'api' } },
    });
    expect(test.posted[2]?.json.payload).not.toHaveProperty('target');
  });

  it('replaces custom fields and tags, but adds and removes single tags', () => {
    const test = started();
    const created = test.call('POST', '/tags', { name: 'vip' });
    const vip = (created.body as { id: string }).id;
    expect(created.status).toBe(201);
    test.call('POST', `${test.path}/tags`, { tag_ids: ['tag_4exa1'] });
    test.call('PATCH', test.path, { tag_ids: [vip] });
    expect(test.it.tagIds).toEqual([vip]);
    test.call('DELETE', `${test.path}/tags`, { tag_ids: [vip] });
    expect(test.it.tagIds).toEqual([]);
    test.call('PATCH', test.path, { custom_fields: { a: 1 } });
    test.call('PATCH', test.path, { custom_fields: { b: 2 } });
    expect(test.it.customFields).toEqual({ b: 2 });
  });

  it('archives and reopens', () => {
    const test = started();
    test.call('PATCH', test.path, { status: 'archived' });
    expect(test.call('GET', test.path).body).toMatchObject({ status: 'archived' });
    test.call('PATCH', test.path, { status: 'open' });
    expect(test.call('GET', test.path).body).toMatchObject({ status: 'unassigned' });
    expect(effects(test).map(([kind]) => kind)).toEqual(['close', 'open']);
  });

  it('answers 301 to the other host when it was merged', () => {
    const test = started();
    const other = test.company.customerStarts('The same again');
    test.company.acts.merge(test.it, { type: 'teammate', id: ROBIN }, other);
    expect(test.call('GET', `${test.path}/messages`)).toMatchObject({
      status: 301,
      headers: { location: `https://api2.frontapp.com/conversations/${other.id}/messages` },
    });
  });

  it.each([
    ['an unknown status', 'PATCH', '', { status: 'gone' }],
    ['an unknown inbox', 'PATCH', '', { inbox_id: 'inb_0' }],
    ['an unknown teammate', 'PUT', '/assignee', { assignee_id: 'tea_0' }],
    ['an unknown tag', 'POST', '/tags', { tag_ids: ['tag_0'] }],
    ['a reply without body', 'POST', '/messages', {}],
    ['a comment without body', 'POST', '/comments', {}],
    ['a draft without channel', 'POST', '/drafts', { body: 'x' }],
  ])('refuses %s', (_what, method, path, body) => {
    const test = started();
    expect(test.call(method, `${test.path}${path}`, body)).toMatchObject({
      status: 400,
      body: { _error: { status: 400, title: 'Bad request' } },
    });
    expect(effects(test)).toEqual([]);
  });
});

describe('lists', () => {
  it('go on from a page token, with addresses on other hosts than the one asked', () => {
    const test = started();
    test.company.acts.inbound(test.it, 'Two');
    test.company.acts.inbound(test.it, 'Three');
    const texts = (body: unknown) =>
      (body as { _results: { text: string }[] })._results.map(({ text }) => text);
    const first = test.call('GET', `${test.path}/messages?limit=2`).body;
    expect(texts(first)).toEqual(['Three', 'Two']);
    const next = (first as { _pagination: { next: string } })._pagination.next;
    expect(new URL(next).host).toBe('api2.frontapp.com');
    const { pathname, search } = new URL(next);
    const second = test.call('GET', `${pathname}${search}`).body;
    expect(texts(second)).toEqual(['Where is my <export>?']);
    expect(second).toMatchObject({
      _pagination: { next: null },
      _links: { self: `https://example-co.api.frontapp.com${test.path}/messages` },
    });
  });

  it('of events come newest first, by type and time, 15 at most', async () => {
    const test = started();
    await test.advance(10_000);
    test.call('PUT', `${test.path}/assignee`, { assignee_id: ROBIN });
    await test.advance(10_000);
    test.company.acts.inbound(test.it, 'Anybody?');
    const types = (query: string) =>
      (test.call('GET', `/events${query}`).body as { _results: { type: string }[] })._results.map(
        ({ type }) => type,
      );
    expect(types('')).toEqual(['inbound', 'assign', 'inbound']);
    expect(types('?q[types][]=assign&q[types][]=archive')).toEqual(['assign']);
    expect(types('?q[after]=1790000005')).toEqual(['inbound', 'assign']);
    expect(types('?q[before]=1790000015')).toEqual(['assign', 'inbound']);
    expect(test.call('GET', '/events?limit=16').status).toBe(400);
  });

  it('of 5,000 articles page to the end, with the same content for the same seed', () => {
    const { call } = openTestFront({ articles: 5000 });
    const ids = new Set<string>();
    let path: string | null = '/knowledge_bases/knb_4exa1/articles?limit=100';
    while (path !== null) {
      const { _results: page, _pagination: pages } = call('GET', path).body as {
        _results: { id: string }[];
        _pagination: { next: string | null };
      };
      page.forEach(({ id }) => ids.add(id));
      const next = pages.next === null ? null : new URL(pages.next);
      path = next && `${next.pathname}${next.search}`;
    }
    expect(ids.size).toBe(5000);
    const content = () =>
      openTestFront({ articles: 5000 }).call('GET', '/knowledge_base_articles/kba_2s/content');
    expect(content().body).toMatchObject({ status: 'published', locale: 'en' });
    expect(content()).toEqual(content());
  });
});

describe('the token', () => {
  it.each([
    ['revoked', 401],
    ['expired', 401],
    ['no-api', 403],
  ] as const)('%s answers %d', (state, status) => {
    const test = openTestFront();
    test.front.access.set({ state });
    expect(test.call('GET', '/me').status).toBe(status);
  });

  it('needs the scope of the call, by its name or by its family', () => {
    const test = openTestFront({ scopes: ['tags:read'] });
    expect(test.call('GET', '/me').status).toBe(200);
    expect(test.call('GET', '/tags').status).toBe(200);
    expect(test.call('GET', '/teammates')).toMatchObject({
      status: 403,
      body: { _error: { message: 'Missing scope' } },
    });
    const statuses = () =>
      ['/conversations', `/teammates/${AI}/private_inboxes`, '/teams'].map(
        (path) => test.call('GET', path).status,
      );
    test.front.access.set({ scopes: ['shared:*'] });
    expect(statuses()).toEqual([200, 403, 403]);
    test.front.access.set({ scopes: ['private:*', 'provisioning'] });
    expect(statuses()).toEqual([403, 200, 200]);
  });
});

describe('rate limits', () => {
  it('let a minute pass with its burst, then answer 429 until the minute is over', async () => {
    const test = openTestFront({ requestsPerMinute: 4 });
    const statuses = () => Array.from({ length: 7 }, () => test.call('GET', '/me').status);
    expect(statuses()).toEqual([200, 200, 200, 200, 200, 200, 429]);
    const refused = test.call('GET', '/me');
    expect(refused.headers).toMatchObject({
      'x-ratelimit-limit': '4',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-burst-limit': '2',
      'x-ratelimit-burst-remaining': '0',
      'x-front-tier': '2',
    });
    await test.advance(Number(refused.headers['retry-after']) * 1000);
    expect(statuses()).toEqual([200, 200, 200, 200, 429, 429, 429]);
  });

  it('let one conversation be changed five times a second', async () => {
    const test = started();
    const change = () => test.call('PATCH', test.path, { status: 'archived' }).status;
    expect(Array.from({ length: 6 }, change)).toEqual([204, 204, 204, 204, 204, 429]);
    expect(test.call('PUT', `${test.path}/assignee`, { assignee_id: ROBIN }).status).toBe(429);
    expect(test.call('POST', `${test.path}/tags`, { tag_ids: [] }).status).toBe(204);
    await test.advance(1000);
    expect(change()).toBe(204);
  });
});
