import { describe, expect, it } from '@jest/globals';
import { AI, openStartedFront, openTestFront, ROBIN } from './front-fixture';

const BODY = '<p>Look under Settings.</p>';

const effects = ({ company }: ReturnType<typeof openStartedFront>) =>
  company.store.state.effects.map(({ kind, partId }) => [kind, partId]);

describe('sending a reply', () => {
  it('is accepted at once, seen later, and archives unless told otherwise', async () => {
    const test = openStartedFront();
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
    const test = openStartedFront();
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
    const test = openStartedFront();
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
    const test = openStartedFront();
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
    const test = openStartedFront({ assignNewTo: 'ai' });
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
    const test = openStartedFront();
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
    const test = openStartedFront();
    test.call('PATCH', test.path, { status: 'archived' });
    expect(test.call('GET', test.path).body).toMatchObject({ status: 'archived' });
    test.call('PATCH', test.path, { status: 'open' });
    expect(test.call('GET', test.path).body).toMatchObject({ status: 'unassigned' });
    expect(effects(test).map(([kind]) => kind)).toEqual(['close', 'open']);
  });

  it('answers 301 to the other host when it was merged', () => {
    const test = openStartedFront();
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
    const test = openStartedFront();
    expect(test.call(method, `${test.path}${path}`, body)).toMatchObject({
      status: 400,
      body: { _error: { status: 400, title: 'Bad request' } },
    });
    expect(effects(test)).toEqual([]);
  });
});
