import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { conversation, part, reply } from '../testing/bodies';
import type { ConnectedIntercom } from '../testing/connected-intercom';
import { AI, connectIntercom, go, NOW } from '../testing/connected-intercom';

let intercom: ConnectedIntercom;

beforeEach(async () => {
  intercom = await connectIntercom();
});

afterEach(() => intercom.close());

describe('performing a command', () => {
  it('posts a reply once and learns its part id', async () => {
    intercom.json(
      200,
      conversation([
        part({ id: 'p1', body: 'older', created_at: 1 }),
        part({ id: 'p2', body: '<p>Hello there</p>' }),
      ]),
    );
    expect(await intercom.perform(reply)).toEqual({
      kind: 'done',
      vendorMessageId: 'p2',
      vendorAt: NOW,
    });
    expect(intercom.seen).toHaveLength(1);
    expect(intercom.seen[0]).toMatchObject({
      method: 'POST',
      path: '/conversations/7/reply',
      headers: { authorization: 'Bearer secret-token', 'intercom-version': '2.14' },
      body: { message_type: 'comment', type: 'admin', admin_id: AI, body: '<p>Hello there</p>' },
    });
  });

  it('is done when the answer came without a readable body', async () => {
    intercom.on((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"type":');
      setImmediate(() => response.destroy());
    });
    expect(await intercom.perform(reply)).toEqual({ kind: 'done' });
  });

  it.each([
    [400, 'parameter_invalid', 'INTERCOM.PARAMETER_INVALID'],
    [401, 'unauthorized', 'INTERCOM.UNAUTHORIZED'],
    [404, 'not_found', 'INTERCOM.NOT_FOUND'],
    [409, 'conflict', 'INTERCOM.CONFLICT'],
    [422, undefined, 'INTERCOM.HTTP_422'],
  ])('takes %i for a definite no', async (status, code, expected) => {
    intercom.json(status, { type: 'error.list', errors: code ? [{ code, message: 'No.' }] : null });
    expect(await intercom.perform(reply)).toMatchObject({
      kind: 'rejected',
      status,
      code: expected,
    });
    expect(intercom.seen).toHaveLength(1);
  });

  it.each([408, 500, 502, 503])('does not know after %i, and does not repeat', async (status) => {
    intercom.json(status, {});
    expect(await intercom.perform(reply)).toMatchObject({ kind: 'unknown', status });
    expect(intercom.seen).toHaveLength(1);
  });

  it.each([
    [{ 'retry-after': '7' }, NOW + 7000],
    [{ 'retry-after': new Date(NOW + 9000).toUTCString() }, NOW + 9000],
    [{ 'x-ratelimit-reset': '1790000010' }, NOW + 10_000],
    [{}, null],
  ])('waits as long as 429 says: %j', async (headers, retryAt) => {
    intercom.json(429, {}, headers);
    expect(await intercom.perform(reply)).toEqual({ kind: 'throttled', retryAt });
    expect(intercom.seen).toHaveLength(1);
  });

  it('does not know when no answer comes in time', async () => {
    intercom.on(() => undefined);
    expect(await intercom.perform(reply)).toEqual({
      kind: 'unknown',
      because: 'UND_ERR_HEADERS_TIMEOUT',
    });
    expect(intercom.seen).toHaveLength(1);
  });

  it('does not know when the connection breaks after the request', async () => {
    intercom.on((response) => response.socket?.destroy());
    expect(await intercom.perform(reply)).toMatchObject({ kind: 'unknown' });
    expect(intercom.seen).toHaveLength(1);
  });

  it('does not know when it is stopped under way', async () => {
    const stop = new AbortController();
    intercom.on(() => stop.abort());
    expect(await intercom.api.perform(reply, intercom.connection, stop.signal)).toMatchObject({
      kind: 'unknown',
    });
  });

  it.each(['http://127.0.0.1:1', 'http://no-such-host.invalid', 'not an address'])(
    'knows that nothing happened when %s cannot be reached',
    async (apiBaseUrl) => {
      const result = await intercom.api.perform(reply, { ...intercom.connection, apiBaseUrl }, go);
      expect(result).toMatchObject({ kind: 'unreachable' });
    },
  );
});
