import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { signatureOf } from './delivery/signature';
import { comment, openHttpDesk, SECRET } from './testing/http-desk';
import type { HttpDesk } from './testing/http-desk';

let desk: HttpDesk;

beforeEach(async () => {
  desk = await openHttpDesk();
});

afterEach(() => desk.close());

describe('webhooks', () => {
  it('tells of a new conversation without parts, then of its assignment, signed over the bytes', async () => {
    await desk.start();
    const [created, assigned] = await desk.sent();
    expect(created).toMatchObject({
      topic: 'conversation.user.created',
      app_id: 'demo-app',
      delivery_attempts: 1,
    });
    expect(created?.data.item.conversation_parts.conversation_parts).toEqual([]);
    expect(created?.data.item.statistics.first_contact_reply_at).toEqual(
      expect.stringMatching(/Z$/),
    );
    expect(assigned?.topic).toBe('conversation.admin.assigned');
    for (const { signature, body } of desk.received)
      expect(signature).toBe(signatureOf(body, SECRET));
  });

  it('tells of one inbox answer in three notifications with one part id', async () => {
    const id = await desk.start();
    await desk.control(`/demo/conversations/${id}/teammate`, { action: 'unassign' });
    await desk.control(`/demo/conversations/${id}/teammate`, {
      action: 'reply',
      text: 'I take this',
    });
    const told = (await desk.sent()).slice(-3);
    expect(told.map(({ topic }) => topic)).toEqual([
      'conversation.admin.replied',
      'conversation.admin.assigned',
      'conversation.admin.open.assigned',
    ]);
    expect(new Set(told.map(({ id: each }) => each)).size).toBe(3);
    expect(
      new Set(told.map(({ data }) => data.item.conversation_parts.conversation_parts[0]?.id)).size,
    ).toBe(1);
  });

  it('echoes a reply of the API', async () => {
    const id = await desk.start();
    await desk.api('POST', `/conversations/${id}/reply`, comment);
    expect((await desk.sent()).at(-1)?.topic).toBe('conversation.admin.replied');
  });

  it('reopens with a part that carries the text', async () => {
    const id = await desk.start();
    await desk.control(`/demo/conversations/${id}/teammate`, { action: 'close' });
    await desk.control(`/demo/conversations/${id}/customer`, { text: 'Still broken' });
    const last = (await desk.sent()).at(-1);
    expect(last).toMatchObject({
      topic: 'conversation.user.replied',
      data: { item: { state: 'open' } },
    });
    expect(last?.data.item.conversation_parts.conversation_parts[0]).toMatchObject({
      part_type: 'open',
    });
  });

  it('checks the address and sends a ping on save', async () => {
    expect(await desk.control('/demo/webhook/save', {})).toEqual({ head: 200 });
    expect((await desk.sent())[0]).toMatchObject({ id: null, topic: 'ping' });
  });
});
