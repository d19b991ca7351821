import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Json, TestDesk } from './test-desk';
import { AI, comment, newTicket, openTestDesk, THREADS, TOKEN } from './test-desk';

let desk: TestDesk;

beforeEach(async () => {
  desk = await openTestDesk();
});

afterEach(() => desk.close());

describe('the API', () => {
  it('executes a reply once, marks it as the app and records the effect', async () => {
    const id = await desk.open();
    const answer = await desk.reply(id);
    expect(answer.status).toBe(201);
    const message = (await answer.json()) as Json;
    expect(message).toMatchObject({
      direction: 'OUTGOING',
      createdBy: AI,
      client: { clientType: 'INTEGRATION', integrationAppId: 1_160_400 },
    });
    expect(await desk.effects()).toEqual([
      expect.objectContaining({ kind: 'reply', conversation: id, partId: message['id'] }),
    ]);
  });

  it('takes a comment without recipients, told as a message of its own type', async () => {
    const id = await desk.open();
    const answer = await desk.ask('POST', `${THREADS}/${id}/messages`, comment);
    expect(await answer.json()).toMatchObject({ type: 'COMMENT', createdBy: 'I-1160400' });
    expect((await desk.sent()).at(-1)).toMatchObject({ messageType: 'COMMENT' });
  });

  it('assigns and unassigns by the doubled path', async () => {
    const id = await desk.open();
    const path = `/conversations/conversations/v3/threads/${id}/assignee`;
    expect((await desk.ask('DELETE', path)).status).toBe(204);
    expect(await desk.read('GET', `${THREADS}/${id}`)).not.toHaveProperty('assignedTo');
    expect(await desk.read('PUT', path, { actorId: 'A-55502' })).toMatchObject({
      assignedTo: 'A-55502',
    });
  });

  it('cuts a quoted mail; the whole is in the original content', async () => {
    const id = await desk.open({ text: 'Yes, still broken.', quoted: '> I have restarted it.' });
    const { results } = (await desk.read('GET', `${THREADS}/${id}/messages`)) as unknown as {
      results: { id: string; text: string; truncationStatus: string }[];
    };
    const [message] = results;
    expect(message).toMatchObject({
      text: 'Yes, still broken.',
      truncationStatus: 'TRUNCATED_TO_MOST_RECENT_REPLY',
    });
    const path = `${THREADS}/${id}/messages/${message?.id ?? ''}/original-content`;
    expect((await desk.read('GET', path))['text']).toMatch('restarted');
  });

  it('pages through messages and through threads by their latest message', async () => {
    const id = await desk.open();
    await desk.control(`/demo/conversations/${id}/customer`, { texts: ['one', 'two', 'three'] });
    const found: unknown[] = [];
    let after: string | undefined;
    do {
      const page = (await desk.read(
        'GET',
        `${THREADS}/${id}/messages?limit=2${after ? `&after=${encodeURIComponent(after)}` : ''}`,
      )) as unknown as { results: { text?: string }[]; paging?: { next: { after: string } } };
      found.push(...page.results.map(({ text }) => text));
      after = page.paging?.next.after;
    } while (after !== undefined);
    expect(found.slice(-3)).toEqual(['one', 'two', 'three']);
    const since = 'sort=latestMessageTimestamp&latestMessageTimestampAfter=2020-01-01T00:00:00Z';
    expect(await desk.read('GET', `${THREADS}?${since}`)).toMatchObject({ results: [{ id }] });
  });

  it('refuses a second contact of one address and names the first', async () => {
    const email = 'ada@example.com';
    const first = await desk.read('POST', '/crm/v3/objects/contacts', { properties: { email } });
    const second = await desk.ask('POST', '/crm/v3/objects/contacts', { properties: { email } });
    expect(second.status).toBe(409);
    expect((await second.json()) as Json).toMatchObject({
      category: 'CONFLICT',
      message: `Contact already exists. Existing ID: ${String(first['id'])}`,
    });
    const path =
      '/crm/v3/objects/contacts/ADA@example.com?idProperty=email&properties=lifecyclestage';
    expect(await desk.read('GET', path)).toMatchObject({ id: first['id'] });
  });

  it('ties a ticket to its contact in one request, and refuses the number of the other direction', async () => {
    const id = await desk.open();
    const contact = await desk.contactOf(id);
    const ticket = await desk.read('POST', '/crm/v3/objects/tickets', newTicket(contact, 16));
    expect(
      await desk.read(
        'GET',
        `/crm/v4/objects/tickets/${String(ticket['id'])}/associations/contacts`,
      ),
    ).toMatchObject({ results: [{ toObjectId: contact, associationTypes: [{ typeId: 16 }] }] });
    const wrong = await desk.ask('POST', '/crm/v3/objects/tickets', newTicket(contact, 15));
    expect(wrong.status).toBe(400);
  });

  it('refuses an unknown property until it is made', async () => {
    const change = () => desk.ask('PATCH', `/crm/v3/objects/tickets/${ticketId}`, body);
    const contact = await desk.contactOf(await desk.open());
    const ticket = await desk.read('POST', '/crm/v3/objects/tickets', newTicket(contact, 16));
    const ticketId = String(ticket['id']);
    const body = { properties: { opencx_handedoff: 'true' } };
    expect(await (await change()).json()).toMatchObject({
      errors: [{ code: 'PROPERTY_DOESNT_EXIST' }],
    });
    await desk.ask('POST', '/crm/v3/properties/tickets', {
      name: 'opencx_handedoff',
      label: 'Handed off',
      type: 'string',
      fieldType: 'text',
      groupName: 'ticketinformation',
    });
    expect((await change()).status).toBe(200);
  });

  it('reads the companies of a contact', async () => {
    const contact = await desk.contactOf(await desk.open({ company: 'Northwind' }));
    const tied = (
      await desk.read('GET', `/crm/v4/objects/contacts/${contact}/associations/companies`)
    )['results'] as { toObjectId: string }[];
    const company = await desk.read(
      'GET',
      `/crm/v3/objects/companies/${tied[0]?.toObjectId ?? ''}`,
    );
    expect(company).toMatchObject({ properties: { name: 'Northwind' } });
  });

  it.each([
    [
      'a wrong token',
      401,
      'INVALID_AUTHENTICATION',
      () => desk.ask('GET', THREADS, undefined, 'x'),
    ],
    ['an unknown thread', 404, 'OBJECT_NOT_FOUND', () => desk.ask('GET', `${THREADS}/1`)],
    [
      'a sender who is no agent',
      400,
      'VALIDATION_ERROR',
      async () => desk.reply(await desk.open(), { senderActorId: 'V-1' }),
    ],
    [
      'a reply to nobody',
      400,
      'VALIDATION_ERROR',
      async () => desk.reply(await desk.open(), { recipients: [] }),
    ],
    [
      'another channel',
      400,
      'VALIDATION_ERROR',
      async () => desk.reply(await desk.open(), { channelId: '1001' }),
    ],
  ])('answers %s with %i %s', async (_name, status, category, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status: 'error', category });
  });

  it('names the scope that is missing, and knows no token of an inactive app', async () => {
    await desk.control('/demo/app', { scopes: ['conversations.read'] });
    const answer = await desk.ask('PATCH', `${THREADS}/${await desk.open()}`, { status: 'CLOSED' });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      category: 'MISSING_SCOPES',
      errors: [{ context: { requiredGranularScopes: ['conversations.write'] } }],
    });
    const info = '/oauth/v2/private-apps/get/access-token-info';
    expect(await desk.read('POST', info, { tokenKey: TOKEN })).toMatchObject({
      hubId: 62_515_000,
      scopes: ['conversations.read'],
    });
    await desk.control('/demo/app', { state: 'inactive' });
    expect((await desk.ask('GET', '/account-info/v3/details')).status).toBe(401);
  });

  it.each([
    ['TEN_SECONDLY_ROLLING', { perTenSeconds: 1 }, '0'],
    ['DAILY', { perDay: 1 }, '99'],
  ])('throttles by %s', async (policyName, limits, remaining) => {
    await desk.restart({ limits });
    expect((await desk.ask('GET', THREADS)).status).toBe(200);
    const answer = await desk.ask('GET', THREADS);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('x-hubspot-ratelimit-remaining')).toBe(remaining);
    expect(await answer.json()).toMatchObject({ errorType: 'RATE_LIMIT', policyName });
  });

  it('throttles searches by the second, without headers', async () => {
    await desk.restart({ limits: { searchesPerSecond: 0 } });
    const answer = await desk.ask('POST', '/crm/v3/objects/contacts/search', { filterGroups: [] });
    expect(answer.status).toBe(429);
    expect(answer.headers.get('x-hubspot-ratelimit-remaining')).toBeNull();
    expect(await answer.json()).toMatchObject({ policyName: 'SECONDLY' });
  });

  it('finds by search only what the index has', async () => {
    const body = {
      filterGroups: [
        { filters: [{ propertyName: 'email', operator: 'EQ', value: 'ADA@example.com' }] },
      ],
    };
    const total = async () =>
      (await desk.read('POST', '/crm/v3/objects/contacts/search', body))['total'];
    const email = 'ada@example.com';
    await desk.read('POST', '/crm/v3/objects/contacts', { properties: { email } });
    expect(await total()).toBe(1);
    await desk.restart({ searchLagMs: 60_000 });
    await desk.read('POST', '/crm/v3/objects/contacts', { properties: { email } });
    expect(await total()).toBe(0);
  });

  it('says when a reply could not be delivered', async () => {
    const id = await desk.open();
    await desk.act(id, { action: 'unreachable' });
    expect(await (await desk.reply(id)).json()).toMatchObject({ status: { statusType: 'FAILED' } });
  });
});
