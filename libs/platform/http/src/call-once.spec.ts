import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Dispatcher } from 'undici';
import { callOnce } from './call-once';
import { headerOf, retryAfterOf } from './headers';
import { httpPool } from './pool';

let server: Server;
let dispatcher: Dispatcher;
let calls: string[];
let url: string;

beforeEach(async () => {
  calls = [];
  server = createServer((request, response) => {
    calls.push(`${request.method ?? ''} ${request.url ?? ''}`);
    if (request.url === '/silent') return;
    if (request.url === '/gone') return void response.destroy();
    const status = Number(request.url?.slice(1));
    response.writeHead(status, { location: '/200' });
    response.end(status === 200 ? '{"ok":true}' : '<html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  dispatcher = httpPool({ timeoutMs: 2_000 });
});

afterEach(async () => {
  await dispatcher.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const post = (address: string, signal = new AbortController().signal) =>
  callOnce({ dispatcher, method: 'POST', url: address, headers: {}, body: { a: 1 }, signal });

describe('a call', () => {
  it('is made once, whatever the answer, and follows nobody elsewhere', async () => {
    expect(await post(`${url}/200`)).toMatchObject({ status: 200, json: { ok: true } });
    expect(await post(`${url}/302`)).toMatchObject({ status: 302, json: undefined });
    expect(await post(`${url}/503`)).toMatchObject({ status: 503 });
    expect(calls).toEqual(['POST /200', 'POST /302', 'POST /503']);
  });

  it('without an answer may have been executed', async () => {
    expect(await post(`${url}/silent`)).toMatchObject({ kind: 'unknown' });
    expect(await post(`${url}/gone`)).toMatchObject({ kind: 'unknown' });
    expect(calls).toHaveLength(2);
  });

  it('without a connection was surely not', async () => {
    for (const nowhere of ['http://127.0.0.1:1/', 'no address'])
      expect(await post(nowhere)).toMatchObject({ kind: 'unreachable' });
    expect(await post(`${url}/200`, AbortSignal.abort())).toMatchObject({ kind: 'unreachable' });
    expect(calls).toEqual([]);
  });
});

describe('when to come back', () => {
  it.each([
    ['7', 8_000],
    ['0.5', 1_500],
    ['Thu, 01 Jan 1970 00:01:00 GMT', 60_000],
    ['soon', null],
    [undefined, null],
  ])('%s', (after, at) => {
    expect(retryAfterOf({ 'retry-after': after }, 1_000)).toBe(at);
  });

  it('reads the first of several', () => {
    expect(headerOf({ a: [' 1', '2'] }, 'a')).toBe('1');
  });
});
