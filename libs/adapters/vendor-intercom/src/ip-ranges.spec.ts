import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Clock } from '@deskstream/kernel';
import { noLogger } from '@deskstream/kernel';
import { startIntercomSenders } from './intercom-senders';
import { allowedBy, outboundRanges } from './ip-ranges';

const range = (address: string, service = 'INTERCOM-OUTBOUND') => ({
  range: address,
  region: 'US',
  service,
});
const list = (...ranges: readonly unknown[]) => ({ ip_ranges: ranges, date: '2026-11-20' });

describe("Intercom's list of addresses", () => {
  it('gives those that webhooks come from', () => {
    const given = list(range('192.0.2.7/32'), range('198.51.100.0/24', 'INTERCOM-INBOUND'), null);
    expect(outboundRanges(given)).toEqual(['192.0.2.7/32']);
  });

  it.each([
    null,
    [],
    {},
    list(),
    list(range('0.0.0.0/0')),
    list(range('192.0.2.0/33')),
    list(range('nonsense')),
    list(range('192.0.2.7/32', 'INTERCOM-INBOUND')),
  ])('is not used when it holds nothing of use: %j', (given) => {
    expect(outboundRanges(given)).toBeNull();
  });

  it.each([
    ['192.0.2.7', true],
    ['192.0.2.8', false],
    ['::ffff:192.0.2.7', true],
    ['198.51.100.200', true],
    ['2001:db8::1', true],
    ['2001:db9::1', false],
    ['nonsense', false],
    ['', false],
  ])('%s: %s', (address, allowed) => {
    const allows = allowedBy(['192.0.2.7/32', '198.51.100.0/24', '2001:db8::/32']);
    expect(allows(address)).toBe(allowed);
  });
});

describe('the senders that are allowed', () => {
  let server: Server;
  let answer: (response: ServerResponse) => void;
  let wake: () => void;
  let asked: () => void;

  beforeEach(async () => {
    asked = () => undefined;
    server = createServer((_request, response) => {
      response.on('close', () => asked());
      answer(response);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  const clock: Clock = {
    now: () => 0,
    sleep: (_ms, signal) =>
      new Promise((resolve, reject) => {
        wake = resolve;
        signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      }),
  };
  const start = () =>
    startIntercomSenders({
      regions: ['us'],
      clock,
      logger: noLogger,
      urlOf: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/list.json`,
    });
  const json = (status: number, body: unknown) => {
    answer = (response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
  };

  it('are all while there is no list', async () => {
    json(503, {});
    const senders = start();
    await senders.asked;
    expect(senders.allows('203.0.113.1')).toBe(true);
    await senders.stop();
  });

  it('stay those of the last good list when the next one is broken (S119)', async () => {
    json(200, list(range('192.0.2.7/32')));
    const senders = start();
    await senders.asked;
    expect(senders.allows('203.0.113.1')).toBe(false);
    json(200, { ip_ranges: 'gone' });
    const again = new Promise<void>((resolve) => (asked = resolve));
    wake();
    await again;
    expect(senders.allows('192.0.2.7')).toBe(true);
    expect(senders.allows('203.0.113.1')).toBe(false);
    await senders.stop();
  });
});
