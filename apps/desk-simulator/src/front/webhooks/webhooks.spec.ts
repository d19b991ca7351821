import { describe, expect, it } from '@jest/globals';
import { describeWithReference, signatureVectors } from '@deskstream/testing-harness';
import { openTestFront, ROBIN, START } from '../front-fixture';
import { applicationSignature, ruleSignature } from './signatures';

const RULE = { url: 'http://receiver.test/front/rule', apiSecret: 'api-secret' };
const APP = { url: 'http://receiver.test/front', signingKey: 'signing-key' };

describe('application webhooks', () => {
  it('are signed over timestamp and bytes, anew for each attempt', async () => {
    const test = openTestFront({}, { answers: [500, null, 429] });
    test.company.customerStarts('Hello');
    await test.advance(1_000_000);
    expect(test.posted.map(({ at }) => at - START)).toEqual([0, 10_000, 70_000, 370_000]);
    for (const { headers, body, at } of test.posted) {
      expect(headers['x-front-request-timestamp']).toBe(String(at));
      expect(headers['x-front-signature']).toBe(
        applicationSignature(body, String(at), APP.signingKey),
      );
    }
    expect(new Set(test.posted.map(({ body }) => body)).size).toBe(1);
    expect(test.front.sender.attempts().map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 500],
      [2, 'unknown'],
      [3, 429],
      [4, 200],
    ]);
  });

  it('are lost after three retries, and switched off when much is lost', async () => {
    const application = { ...APP, retryAfterMs: [1, 1, 1], switchOffAfter: 2 };
    const test = openTestFront({ application }, { answers: Array<number>(8).fill(500) });
    const it = test.company.customerStarts('One');
    test.company.acts.inbound(it, 'Two');
    await test.advance(1000);
    expect(test.posted).toHaveLength(8);
    expect(test.front.sender.subscription()).toBe('disabled');
    test.company.acts.inbound(it, 'Three');
    await test.advance(1000);
    expect(test.posted).toHaveLength(8);
  });

  it('come only as subscribed', async () => {
    const test = openTestFront({ application: { ...APP, topics: ['conversation_archived'] } });
    const it = test.company.customerStarts('Hello');
    test.company.acts.archive(it, { type: 'teammate', id: ROBIN });
    await test.advance(0);
    expect(test.topics()).toEqual(['conversation_archived']);
  });

  it.each([
    ['as text', (challenge: string) => challenge],
    ['as a form', (challenge: string) => `challenge=${challenge}`],
    ['as JSON', (challenge: string) => JSON.stringify({ challenge })],
  ])('are live when the challenge comes back %s', async (_how, answer) => {
    const receive = ({ headers }: { headers: Readonly<Record<string, string>> }) => ({
      status: 200,
      body: answer(headers['x-front-challenge'] ?? ''),
    });
    const test = openTestFront({}, { receive });
    expect(await test.front.sender.save()).toEqual({ status: 200, challenge: 'met' });
    expect(JSON.parse(test.posted[0]?.body ?? '')).toEqual({
      type: 'sync',
      authorization: { id: 'cmp_4exa1' },
    });
  });

  it('stay off when the challenge does not come back', async () => {
    const test = openTestFront();
    expect(await test.front.sender.save()).toEqual({ status: 200, challenge: 'failed' });
    test.company.customerStarts('Hello');
    await test.advance(0);
    expect(test.posted).toHaveLength(1);
  });
});

describe('rule webhooks', () => {
  it('carry the bare event, signed over the bytes, and are never retried', async () => {
    const test = openTestFront({ application: undefined, rule: RULE } as object, {
      answers: [500],
    });
    test.company.customerStarts('Hello');
    await test.advance(1_000_000);
    expect(test.posted).toHaveLength(1);
    const [{ headers, body, json } = test.posted[0]!] = test.posted;
    expect(headers['X-Front-Signature']).toBe(ruleSignature(body, RULE.apiSecret));
    expect(headers).not.toHaveProperty('x-front-request-timestamp');
    expect(json).toMatchObject({ type: 'inbound', target: { data: { text: 'Hello' } } });
    expect(json).not.toHaveProperty('authorization');
  });

  it('have no body as previews', async () => {
    const test = openTestFront({ rule: { ...RULE, body: 'preview' } });
    test.company.customerStarts('Hello');
    await test.advance(0);
    const preview = test.posted.find(({ url }) => url === RULE.url)?.json;
    expect(preview).toMatchObject({ target: { data: { blurb: 'Hello' } } });
    expect(JSON.stringify(preview)).not.toContain('"body"');
    expect(JSON.stringify(preview)).not.toContain('last_message":{');
  });

  it('come beside application webhooks with the same event and message ids', async () => {
    const test = openTestFront({ rule: RULE });
    test.company.customerStarts('Hello');
    await test.advance(0);
    const bare = test.posted.find(({ url }) => url === RULE.url)?.json;
    const wrapped = test.posted.find(({ url }) => url === APP.url)?.json;
    expect(bare).toEqual(wrapped?.payload);
  });
});

describe('faults of webhooks', () => {
  it.each([
    ['drop', []],
    ['duplicate', [0, 0]],
    ['delay', [2000]],
    ['reorder', [2000]],
    ['lost-answer', [0, 10_000]],
  ] as const)('%s', async (fault, times) => {
    const test = openTestFront({}, { faults: [{ fault, times: 1 }] });
    test.company.customerStarts('Hello');
    await test.advance(60_000);
    expect(test.posted.map(({ at }) => at - START)).toEqual(times);
  });

  it('let a later event of the conversation come first', async () => {
    const test = openTestFront({}, { faults: [{ fault: 'reorder', on: 'inbound_received' }] });
    const it = test.company.customerStarts('Hello');
    test.company.acts.archive(it, { type: 'teammate', id: ROBIN });
    await test.advance(60_000);
    expect(test.topics()).toEqual(['conversation_archived', 'inbound_received']);
  });
});

describeWithReference('signatures', (vendors) => {
  it('are those of the check vectors', () => {
    const front = signatureVectors(vendors, 'front');
    expect(front.length).toBeGreaterThan(0);
    for (const { scheme, secret, rawBody, headers, valid } of front) {
      const ours = scheme.startsWith('rule')
        ? ruleSignature(rawBody, secret)
        : applicationSignature(rawBody, headers['x-front-request-timestamp'] ?? '', secret);
      const theirs = headers['x-front-signature'] ?? headers['X-Front-Signature'];
      expect([scheme, ours === theirs]).toEqual([scheme, valid]);
    }
  });
});
