import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import type { MemoryBroker } from '@deskstream/adapter-event-log-memory';
import { intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import { TOPICS, decodeWebhook, topicCatalogue } from '@deskstream/contracts';
import { InfraError, noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import type { Telemetry } from '@deskstream/kernel';
import { createSealer, startSettings } from '@deskstream/platform-settings';
import type { RunningSettings } from '@deskstream/platform-settings';
import type { EventLog } from '@deskstream/port-event-log';
import { startIngress } from './start-ingress';
import type { IngressOptions, RunningIngress } from './start-ingress';

const SECRET = 'client-secret-for-tests';

let broker: MemoryBroker;
let log: EventLog;
let settings: RunningSettings;
let ingress: RunningIngress;
let counted: string[];
let refusal: InfraError | null;

const telemetry: Telemetry = {
  ...noTelemetry,
  count: (metric, _by, labels) =>
    counted.push(`${metric} ${Object.values(labels ?? {}).join(' ')}`),
};

/** The log as it is when the broker is away: `refusal` is what it answers. */
const moody = (real: EventLog): EventLog => ({
  publish: async (drafts) => {
    if (refusal) throw refusal;
    return real.publish(drafts);
  },
  process: (options) => real.process(options),
  readTopic: (range) => real.readTopic(range),
  ends: (topic) => real.ends(topic),
  committed: (group, topic) => real.committed(group, topic),
  provision: (topics) => real.provision(topics),
  close: () => real.close(),
});

const start = (options: Partial<IngressOptions> = {}) =>
  startIngress({
    log,
    clock: systemClock,
    settings,
    vendors: [intercomWebhooks],
    telemetry,
    logger: noLogger,
    port: 0,
    ...options,
  });

beforeEach(async () => {
  counted = [];
  refusal = null;
  broker = createMemoryBroker();
  broker.provision(topicCatalogue(4));
  log = moody(createMemoryEventLog({ clock: systemClock, broker }));
  const sealer = createSealer(new Uint8Array(32));
  settings = await startSettings({ log, clock: systemClock, sealer, logger: noLogger });
  await settings.put({
    workspace: 'acme',
    connections: [
      {
        vendor: 'intercom',
        apiBaseUrl: 'http://127.0.0.1:1',
        accessToken: 't',
        signingSecrets: [SECRET],
        aiTeammateId: 'ai-7',
      },
    ],
  });
  ingress = await start();
});

afterEach(async () => {
  await ingress.stop();
  await settings.stop();
});

const notification = (fields: object = {}) =>
  JSON.stringify({
    type: 'notification_event',
    app_id: 'app1',
    id: 'notif_1',
    topic: 'conversation.user.replied',
    delivery_attempts: 1,
    created_at: 1_790_000_000,
    data: {
      item: { type: 'conversation', id: '77', conversation_parts: { conversation_parts: [] } },
    },
    ...fields,
  });

const sign = (body: string | Uint8Array, secret = SECRET) =>
  `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

const post = async (body: string | Uint8Array, { path, method, headers }: Sent = {}) => {
  const response = await fetch(`${ingress.url}${path ?? '/webhooks/intercom/acme'}`, {
    method: method ?? 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature': sign(body), ...headers },
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: body as BodyInit }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  return { status: response.status, type, text, headers: response.headers };
};

const stored = () => broker.records(TOPICS.webhooks).flat();

describe('a genuine delivery', () => {
  it('is durable, byte for byte, before it is answered with 200 (S111)', async () => {
    const body = notification({ note: 'é 🚀 שלום \\ud83d' });
    expect(await post(body)).toMatchObject({ status: 200, text: '{"accepted":["notif_1"]}' });
    const [record] = stored();
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
    expect(counted).toContain('deskstream.webhooks.accepted intercom');
  });

  it('may come in chunks', async () => {
    const body = notification();
    const status = await new Promise<number>((resolve, reject) => {
      const call = httpRequest(
        `${ingress.url}/webhooks/intercom/acme`,
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
    expect(await post(notification({ topic: 'contact.merged' }))).toMatchObject({ status: 200 });
    expect(stored()).toMatchObject([{ key: 'acme/intercom/-' }]);
  });
});

describe('a request that is answered but not kept', () => {
  it.each(['HEAD', 'GET'])('%s on a known address is a validation', async (method) => {
    expect(await post('', { method })).toMatchObject({ status: 200 });
  });

  it('a ping', async () => {
    expect(await post(notification({ topic: 'ping', id: null }))).toMatchObject({
      status: 200,
      text: '{}',
    });
  });

  it('an unknown topic, counted (S105)', async () => {
    expect(await post(notification({ topic: 'conversation.invented' }))).toMatchObject({
      status: 200,
    });
    expect(counted).toContain('deskstream.deliveries.dropped unknown-topic');
  });

  afterEach(() => {
    expect(stored()).toEqual([]);
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
    const answer = await post(body, sent).catch(() => null);
    if (answer === null) return expect(code).toBe('BODY.TOO_LARGE');
    expect(answer).toMatchObject({ status: Number(status), type: 'application/problem+json' });
    expect(JSON.parse(answer.text)).toMatchObject({
      status: Number(status),
      code,
      title: expect.any(String),
      detail: expect.any(String),
    });
    if (code.startsWith('SIGNATURE')) expect(answer.text).toContain('"title":"Invalid Signature"');
    expect(stored()).toEqual([]);
  });

  it('a signature that was sent twice', async () => {
    const body = notification();
    const status = await new Promise<number>((resolve, reject) => {
      const call = httpRequest(
        `${ingress.url}/webhooks/intercom/acme`,
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

describe('when nothing can be made durable (S124)', () => {
  it.each([
    ['the log is away', 'EVENT_LOG.UNAVAILABLE', 503, 'LOG.UNAVAILABLE'],
    ['too much waits already', 'EVENT_LOG.FULL', 503, 'LOG.FULL'],
    ['something else is wrong', 'EVENT_LOG.UNKNOWN_TOPIC', 503, 'LOG.UNAVAILABLE'],
    ['the record is too large for the log', 'EVENT_LOG.TOO_LARGE', 413, 'BODY.TOO_LARGE'],
  ])('it says so: %s', async (_name, thrown, status, code) => {
    refusal = new InfraError(thrown, 'planted', true);
    const answer = await post(notification());
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ code });
    if (status === 503) expect(answer.headers.get('retry-after')).toBe('5');
  });

  it('it does not wait for the log longer than a vendor would', async () => {
    const silent: EventLog = { ...log, publish: () => new Promise(() => undefined) };
    await ingress.stop();
    ingress = await start({ log: silent, limits: { publishMs: 20 } });
    expect(await post(notification())).toMatchObject({ status: 503 });
  });
});

describe('the server', () => {
  it('tells which port is taken, and what to do', async () => {
    const port = Number(new URL(ingress.url).port);
    await expect(start({ port })).rejects.toMatchObject({
      code: 'INGRESS.PORT_TAKEN',
      message: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken`),
    });
  });

  it('cuts off a client that sends its headers too slowly', async () => {
    await ingress.stop();
    // Far apart: nothing but the time for headers can end this connection, however slow the machine is.
    ingress = await start({ limits: { headersMs: 500, requestMs: 300_000 } });
    const answer = await raw('POST /webhooks/intercom/acme HTTP/1.1\r\nhost: x\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 408 .*HTTP\.TOO_SLOW/s);
  }, 60_000);

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['huge headers', `GET / HTTP/1.1\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
  ])('answers %s with a problem document', async (_name, text, status) => {
    expect(await raw(text)).toMatch(
      new RegExp(`^HTTP/1\\.1 ${status} .*application/problem\\+json`, 's'),
    );
  });
});

const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(ingress.url).port), '127.0.0.1', () =>
      socket.write(text),
    );
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
