import { describe, expect, it } from '@jest/globals';
import { AI, openStartedFront, openTestFront, ROBIN } from './front-fixture';

describe('lists', () => {
  it('go on from a page token, with addresses on other hosts than the one asked', () => {
    const test = openStartedFront();
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
    const test = openStartedFront();
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
    const test = openStartedFront();
    const change = () => test.call('PATCH', test.path, { status: 'archived' }).status;
    expect(Array.from({ length: 6 }, change)).toEqual([204, 204, 204, 204, 204, 429]);
    expect(test.call('PUT', `${test.path}/assignee`, { assignee_id: ROBIN }).status).toBe(429);
    expect(test.call('POST', `${test.path}/tags`, { tag_ids: [] }).status).toBe(204);
    await test.advance(1000);
    expect(change()).toBe(204);
  });
});
