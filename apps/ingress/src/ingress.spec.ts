import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeWebhook } from '@deskstream/contracts';
import { openIngressWorld } from './testing/ingress-world';
import type { IngressWorld, Sent } from './testing/ingress-world';
import { notification, sign } from './testing/notification';

let world: IngressWorld;

beforeEach(async () => {
  world = await openIngressWorld();
});

afterEach(() => world.close());

describe('a genuine delivery', () => {
  it('is durable, byte for byte, before it is answered with 200 (S111)', async () => {
    const body = notification({ note: 'é 🚀 שלום \\ud83d' });
    expect(await world.post(body)).toMatchObject({ status: 200, text: '{"accepted":["notif_1"]}' });
    const [record] = world.stored();
    const decoded = record === undefined ? null : decodeWebhook(record);
    expect(decoded).toMatchObject({
      ok: true,
      value: {
        workspace: 'acme',
        vendor: 'intercom',
        deliveryId: 'notif_1',
        vendorTopic: 'conversation.user.replied',
        attempt: 1,
        envelope: { correlationId: 'notif_1', subject: 'acme/intercom/77', source: '/ingress' },
      },
    });
    expect(new TextDecoder().decode(record?.value ?? undefined)).toBe(body);
    expect(world.counted).toContain('deskstream.webhooks.accepted intercom');
  });

  it('may come in chunks', async () => {
    const body = notification();
    const status = await new Promise<number>((resolve, reject) => {
      const call = httpRequest(
        `${world.url()}/webhooks/intercom/acme`,
        {
          method: 'POST',
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'x-hub-signature': sign(body),
          },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      call.on('error', reject);
      for (const part of body.match(/.{1,20}/gs) ?? []) call.write(part);
      call.end();
    });
    expect(status).toBe(200);
  });

  it('about a contact is kept too', async () => {
    expect(await world.post(notification({ topic: 'contact.merged' }))).toMatchObject({
      status: 200,
    });
    expect(world.stored()).toMatchObject([{ key: 'acme/intercom/-' }]);
  });
});

describe('a request that is answered but not kept', () => {
  it.each(['HEAD', 'GET'])('%s on a known address is a validation', async (method) => {
    expect(await world.post('', { method })).toMatchObject({ status: 200 });
  });

  it('a ping', async () => {
    expect(await world.post(notification({ topic: 'ping', id: null }))).toMatchObject({
      status: 200,
      text: '{}',
    });
  });

  it('an unknown topic, world.counted (S105)', async () => {
    expect(await world.post(notification({ topic: 'conversation.invented' }))).toMatchObject({
      status: 200,
    });
    expect(world.counted).toContain('deskstream.deliveries.dropped unknown-topic');
  });

  afterEach(() => {
    expect(world.stored()).toEqual([]);
  });
});

describe('a request that is refused', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const reserialised = notification();

  it.each<[string, string | Uint8Array, Sent, string]>([
    [
      'wrong signature',
      notification(),
      { headers: { 'x-hub-signature': sign(notification(), 'other') } },
      '400 SIGNATURE.MISMATCH',
    ],
    [
      'missing header (S109)',
      notification(),
      { headers: { 'x-hub-signature': '' } },
      '400 SIGNATURE.MISSING',
    ],
    [
      'other hash scheme (S109)',
      notification(),
      { headers: { 'x-hub-signature': 'sha256=00' } },
      '400 SIGNATURE.SCHEME',
    ],
    [
      're-serialised body',
      JSON.stringify(JSON.parse(reserialised), null, 1),
      { headers: { 'x-hub-signature': sign(reserialised) } },
      '400 SIGNATURE.MISMATCH',
    ],
    ['empty body', '', {}, '400 BODY.EMPTY'],
    ['10 MB body', new Uint8Array(10_000_000).fill(0x20), {}, '413 BODY.TOO_LARGE'],
    ['deeply nested JSON', deep, {}, '400 BODY.TOO_DEEP'],
    [
      'wrong content type',
      notification(),
      { headers: { 'content-type': 'text/plain' } },
      '415 BODY.CONTENT_TYPE',
    ],
    [
      'odd content type',
      notification(),
      { headers: { 'content-type': 'application/jsonp' } },
      '415 BODY.CONTENT_TYPE',
    ],
    ['not JSON', '{"topic"', {}, '400 BODY.NOT_JSON'],
    ['no notification', '{}', {}, '400 BODY.SHAPE'],
    [
      'unknown workspace',
      notification(),
      { path: '/webhooks/intercom/nobody' },
      '404 WORKSPACE.UNKNOWN',
    ],
    ['unknown vendor', notification(), { path: '/webhooks/zendesk/acme' }, '404 VENDOR.UNKNOWN'],
    ['unknown address', notification(), { path: '/elsewhere' }, '404 ADDRESS.UNKNOWN'],
    ['broken address', notification(), { path: '/webhooks/intercom/%ff' }, '400 HTTP.MALFORMED'],
    ['other method', notification(), { method: 'PUT' }, '405 METHOD.NOT_ALLOWED'],
  ])('%s', async (_name, body, sent, expected) => {
    const [status = '', code = ''] = expected.split(' ');
    const answer = await world.post(body, sent).catch(() => null);
    if (answer === null) return expect(code).toBe('BODY.TOO_LARGE');
    expect(answer).toMatchObject({ status: Number(status), type: 'application/problem+json' });
    expect(JSON.parse(answer.text)).toMatchObject({
      status: Number(status),
      code,
      title: expect.any(String),
      detail: expect.any(String),
    });
    if (code.startsWith('SIGNATURE')) expect(answer.text).toContain('"title":"Invalid Signature"');
    expect(world.stored()).toEqual([]);
  });

  it('a signature that was sent twice', async () => {
    const body = notification();
    const status = await new Promise<number>((resolve, reject) => {
      const call = httpRequest(
        `${world.url()}/webhooks/intercom/acme`,
        { method: 'POST' },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      call.on('error', reject);
      call.setHeader('content-type', 'application/json');
      call.setHeader('x-hub-signature', [sign(body), sign(body)]);
      call.end(body);
    });
    expect(status).toBe(400);
  });
});
