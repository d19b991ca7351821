import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InfraError } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import { openIngressWorld } from '../testing/ingress-world';
import type { IngressWorld } from '../testing/ingress-world';
import { notification } from '../testing/notification';

let world: IngressWorld;

beforeEach(async () => {
  world = await openIngressWorld();
});

afterEach(() => world.close());

describe('when nothing can be made durable (S124)', () => {
  it.each([
    ['the log is away', 'EVENT_LOG.UNAVAILABLE', 503, 'LOG.UNAVAILABLE'],
    ['too much waits already', 'EVENT_LOG.FULL', 503, 'LOG.FULL'],
    ['something else is wrong', 'EVENT_LOG.UNKNOWN_TOPIC', 503, 'LOG.UNAVAILABLE'],
    ['the record is too large for the log', 'EVENT_LOG.TOO_LARGE', 413, 'BODY.TOO_LARGE'],
  ])('it says so: %s', async (_name, thrown, status, code) => {
    world.refuse(new InfraError(thrown, 'planted', true));
    const answer = await world.post(notification());
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ code });
    if (status === 503) expect(answer.headers.get('retry-after')).toBe('5');
  });

  it('it does not wait for the log longer than a vendor would', async () => {
    const silent: EventLog = { ...world.log, publish: () => new Promise(() => undefined) };
    await world.restart({ log: silent, limits: { publishMs: 20 } });
    expect(await world.post(notification())).toMatchObject({ status: 503 });
  });
});

describe('the server', () => {
  it('tells which port is taken, and what to do', async () => {
    const port = Number(new URL(world.url()).port);
    await expect(world.start({ port })).rejects.toMatchObject({
      code: 'INGRESS.PORT_TAKEN',
      message: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken`),
    });
  });

  it('cuts off a client that sends its headers too slowly', async () => {
    // Far apart: nothing but the time for headers can end this connection, however slow the machine is.
    await world.restart({ limits: { headersMs: 500, requestMs: 300_000 } });
    const answer = await world.raw('POST /webhooks/intercom/acme HTTP/1.1\r\nhost: x\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 408 .*HTTP\.TOO_SLOW/s);
  }, 180_000);

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['huge headers', `GET / HTTP/1.1\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
  ])('answers %s with a problem document', async (_name, text, status) => {
    expect(await world.raw(text)).toMatch(
      new RegExp(`^HTTP/1\\.1 ${status} .*application/problem\\+json`, 's'),
    );
  });
});
