import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { signatureV1, signatureV3 } from './delivery/signature';
import type { TestDesk } from './test-desk';
import { AI, openTestDesk, SECRET, THREADS } from './test-desk';
import type { Json } from './test-desk';

let desk: TestDesk;

beforeEach(async () => {
  desk = await openTestDesk();
});

afterEach(() => desk.close());

describe('webhooks', () => {
  it('tell of a new thread in one batch, without any text, signed twice over the public address', async () => {
    const id = await desk.open();
    const events = await desk.sent();
    expect(desk.received).toHaveLength(1);
    expect(events.map((each) => each['subscriptionType'])).toEqual([
      'contact.creation',
      'conversation.creation',
      'conversation.newMessage',
      'conversation.propertyChange',
    ]);
    expect(events[2]).toMatchObject({
      portalId: 62_515_000,
      appId: 1_160_400,
      attemptNumber: 0,
      objectId: Number(id),
      messageId: expect.stringMatching(/^[0-9a-f]{32}$/),
      messageType: 'MESSAGE',
    });
    expect(events[3]).toMatchObject({ propertyName: 'assignedTo', propertyValue: AI });
    const [{ headers, body } = { headers: {}, body: '' }] = desk.received;
    expect(body).not.toMatch(/export/i);
    expect(headers['x-hubspot-signature']).toBe(signatureV1(SECRET, body));
    expect(headers['x-hubspot-signature-v3']).toBe(
      signatureV3(SECRET, {
        method: 'POST',
        uri: 'https://hooks.example.com/hubspot/demo?team=a:b',
        body,
        timestamp: String(headers['x-hubspot-request-timestamp']),
      }),
    );
  });

  it('say nothing that is not subscribed', async () => {
    await desk.control('/demo/app', { subscriptions: { 'conversation.newMessage': false } });
    await desk.open();
    const topics = (await desk.sent()).map((each) => each['subscriptionType']);
    expect(topics).not.toContain('conversation.newMessage');
  });

  it('repeat the whole batch after any 4xx or 5xx, counting the attempts', async () => {
    await desk.restart({ retries: { spanMs: 20 } });
    desk.answerWith.push(404, 500);
    await desk.open();
    await desk.sent();
    const batches = desk.received.map(({ body }) => JSON.parse(body) as Json[]);
    expect(batches.map(([first]) => first?.['attemptNumber'])).toEqual([0, 1, 2]);
    expect(new Set(batches.map(({ length }) => length)).size).toBe(1);
  });

  it('tell of an unassigned thread with an empty value', async () => {
    const id = await desk.open();
    await desk.act(id, { action: 'unassign' });
    expect((await desk.sent()).at(-1)).toMatchObject({
      propertyName: 'assignedTo',
      propertyValue: '',
    });
  });

  it('fire two events for a privacy deletion, after which the thread is gone', async () => {
    const id = await desk.open();
    await desk.act(id, { action: 'privacy-delete' });
    const topics = (await desk.sent()).slice(-2).map((each) => each['subscriptionType']);
    expect(topics).toEqual(['conversation.privacyDeletion', 'conversation.deletion']);
    expect((await desk.ask('GET', `${THREADS}/${id}`)).status).toBe(404);
  });
});

describe('a reordered event', () => {
  it('travels in a later request', async () => {
    const rule = { fault: 'reorder', on: 'conversation.creation', times: 1, delayMs: 40 };
    await desk.control('/faults', { rules: [rule] });
    await desk.open();
    await desk.sent();
    const topics = desk.received.map(({ body }) =>
      (JSON.parse(body) as Json[]).map((each) => each['subscriptionType']),
    );
    expect(topics[0]).not.toContain('conversation.creation');
    expect(topics.at(-1)).toEqual(['conversation.creation']);
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
    const id = await desk.open();
    const body = await desk.answering(id);
    await desk.control('/faults', { rules: [{ fault, on: 'reply', times: 1 }] });
    if (status === null) desk.hurry(1_500);
    const answer = await desk.ask('POST', `${THREADS}/${id}/messages`, body).catch(() => null);
    desk.hurry(20_000);
    expect(answer?.status ?? null).toBe(status);
    expect(await desk.effects()).toHaveLength(executed);
    expect((await desk.reply(id)).status).toBe(201);
  });

  it.each([
    ['duplicate', 2],
    ['drop', 0],
  ])('%s: the event comes %i times', async (fault, times) => {
    await desk.control('/faults', { rules: [{ fault, on: 'conversation.newMessage', times: 1 }] });
    await desk.open();
    const events = await desk.sent();
    const told = events.filter((each) => each['subscriptionType'] === 'conversation.newMessage');
    expect(told).toHaveLength(times);
  });
});
