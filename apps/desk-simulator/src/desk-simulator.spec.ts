import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeWithReference, openApiChecker } from '@deskstream/testing-harness';
import { AI, comment, openHttpDesk, unassign } from './testing/http-desk';
import type { HttpDesk, Item } from './testing/http-desk';

let desk: HttpDesk;

beforeEach(async () => {
  desk = await openHttpDesk();
});

afterEach(() => desk.close());

describe('the API', () => {
  it('executes a reply once, answers with its part and records the effect', async () => {
    const id = await desk.start();
    const answer = (await (
      await desk.api('POST', `/conversations/${id}/reply`, comment)
    ).json()) as Item;
    const [effect, ...more] = await desk.effects();
    expect(more).toEqual([]);
    expect(effect).toMatchObject({ kind: 'reply', conversation: id });
    expect(answer.conversation_parts.conversation_parts[0]?.id).toBe(effect?.partId);
  });

  it('reads back as plain text, and unassigns with assignee "0"', async () => {
    const id = await desk.start();
    expect(
      await (await desk.api('POST', `/conversations/${id}/parts`, unassign)).json(),
    ).toMatchObject({
      admin_assignee_id: null,
    });
    const read = await (await desk.api('GET', `/conversations/${id}?display_as=plaintext`)).json();
    expect(read).toMatchObject({ source: { body: 'Where is my <export>?' } });
  });

  it.each([
    ['a wrong token', 401, () => desk.api('GET', '/me', undefined, 'other')],
    ['an unknown conversation', 404, () => desk.api('POST', '/conversations/1/reply', comment)],
    [
      'a reply without a body',
      400,
      async () =>
        desk.api('POST', `/conversations/${await desk.start()}/reply`, { ...comment, body: '' }),
    ],
  ])('answers %s with %i and an error list', async (_name, status, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-ratelimit-limit')).toBe('1667');
    expect(await answer.json()).toMatchObject({
      type: 'error.list',
      request_id: expect.any(String),
    });
  });

  it('pages through a search', async () => {
    await desk.start();
    await desk.start();
    const query = { field: 'updated_at', operator: '>', value: 1 };
    const first = (await (
      await desk.api('POST', '/conversations/search', { query, pagination: { per_page: 1 } })
    ).json()) as {
      pages: { next: { starting_after: string } };
    };
    const pagination = { per_page: 1, starting_after: first.pages.next.starting_after };
    const second = await (
      await desk.api('POST', '/conversations/search', { query, pagination })
    ).json();
    expect(second).toMatchObject({ total_count: 2, pages: { next: null } });
  });
});

describe('injected faults', () => {
  it.each([
    ['throttle', 429, 0],
    ['error-before', 500, 0],
    ['error-after', 500, 1],
    ['timeout-before', null, 0],
    ['timeout-after', null, 1],
    ['reset-after', null, 1],
  ])('%s: status %s, %i effects', async (fault, status, executed) => {
    const id = await desk.start();
    await desk.control('/faults', { rules: [{ fault, on: 'reply', times: 1 }] });
    const answer = await desk.api('POST', `/conversations/${id}/reply`, comment).catch(() => null);
    expect(answer?.status ?? null).toBe(status);
    expect(await desk.effects()).toHaveLength(executed);
    expect((await desk.api('POST', `/conversations/${id}/reply`, comment)).status).toBe(200);
  });

  it('refuses a rule it does not know', async () => {
    expect(await desk.control('/faults', { rules: [{ fault: 'gremlin' }] })).toMatchObject({
      statusCode: 400,
    });
  });
});

describe('the page', () => {
  it('is served at /', async () => {
    const answer = await fetch(desk.url);
    expect(answer.headers.get('content-type')).toMatch('text/html');
    expect(await answer.text()).toMatch('New conversation');
  });
});

describeWithReference("against the vendor's OpenAPI file", (vendors) => {
  const checker = openApiChecker(`${vendors}/specs/intercom-2.14.yaml`);

  it('every answer is as documented', async () => {
    const id = await desk.start();
    const contact = desk.workspace?.desk.state.contacts[0]?.id ?? '';
    const calls: readonly [string, string, unknown?][] = [
      ['GET', '/me'],
      ['GET', '/admins'],
      ['GET', `/admins/${AI}`],
      ['GET', '/teams'],
      ['GET', `/contacts/${contact}`],
      ['GET', '/articles'],
      ['POST', `/conversations/${id}/reply`, comment],
      ['POST', `/conversations/${id}/parts`, unassign],
      ['GET', `/conversations/${id}`],
      ['GET', '/conversations/1'],
      ['PUT', `/conversations/${id}`, { custom_attributes: { ai_status: 'resolved' } }],
      ['POST', `/conversations/${id}/tags`, { id: '9', admin_id: AI }],
      [
        'POST',
        '/conversations/search',
        { query: { field: 'updated_at', operator: '>', value: 1 } },
      ],
    ];
    const problems: string[] = [];
    for (const [method, path, body] of calls) {
      const answer = await desk.api(method, path, body);
      const found = checker.response(method, path, answer.status, await answer.json());
      problems.push(...found.map((problem) => `${method} ${path}: ${problem}`));
    }
    expect(problems).toEqual([]);
  });
});
