import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand } from '@deskstream/port-vendor';
import type { ConnectedFront } from '../testing/connected-front';
import { connectFront, error, go, NOW } from '../testing/connected-front';

const REPLY = 'POST /conversations/cnv_1/messages';
const reply: VendorCommand = { kind: 'reply', conversation: 'cnv_1', text: 'Hello\nthere' };

let front: ConnectedFront;

beforeEach(async () => {
  front = await connectFront({ timeoutMs: 2_000 });
});

afterEach(() => front.close());

describe('a reply', () => {
  it('is sent once, as HTML and as text, and archives nothing', async () => {
    front.json(REPLY, 202, { status: 'accepted', message_uid: 'uid_1' });
    expect(await front.perform(reply)).toEqual({ kind: 'done', vendorMessageId: 'uid_1' });
    expect(front.seen).toMatchObject([
      {
        headers: { authorization: 'Bearer secret-token', 'content-type': 'application/json' },
        body: {
          author_id: 'tea_9',
          body: '<p>Hello<br>there</p>',
          text: 'Hello\nthere',
          options: { archive: false },
        },
      },
    ]);
  });

  it('is sent to an address that ends in a slash, too', async () => {
    front.json(REPLY, 202, { message_uid: 'uid_1' });
    const slashed = { ...front.connection, apiBaseUrl: `${front.url}/` };
    expect(await front.api.perform(reply, slashed, go)).toMatchObject({ kind: 'done' });
  });

  it('tells what is left of the rate budget', async () => {
    const headers = {
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '98',
      'x-ratelimit-reset': '1790000060.5',
    };
    front.json(REPLY, 202, { message_uid: 'uid_1' }, headers);
    expect(await front.perform(reply)).toMatchObject({
      budget: { limit: 100, remaining: 98, resetsAt: 1_790_000_060_500 },
    });
  });

  it('is done when the answer came without a readable body', async () => {
    front.on(REPLY, (response) => {
      response.writeHead(202, { 'content-length': '100' });
      response.write('{"status":');
      setImmediate(() => response.destroy());
    });
    expect(await front.perform(reply)).toEqual({ kind: 'done' });
  });

  it.each([
    [400, 'Bad request', 'FRONT.BAD_REQUEST'],
    [401, 'Unauthenticated', 'FRONT.UNAUTHENTICATED'],
    [403, 'Forbidden', 'FRONT.FORBIDDEN'],
    [404, 'Not found', 'FRONT.NOT_FOUND'],
    [422, '', 'FRONT.HTTP_422'],
  ])('%i is a definite no', async (status, title, code) => {
    front.json(REPLY, status, error(status, title));
    expect(await front.perform(reply)).toEqual({ kind: 'rejected', status, code, detail: 'No.' });
    expect(front.seen).toHaveLength(1);
  });

  it('to a conversation that was merged is a definite no, and follows no link', async () => {
    front.json(REPLY, 301, undefined, { location: `${front.url}/conversations/cnv_2/messages` });
    expect(await front.perform(reply)).toEqual({
      kind: 'rejected',
      status: 301,
      code: 'FRONT.CONVERSATION_MERGED',
      detail: 'merged into conversation cnv_2',
    });
    expect(front.seen).toHaveLength(1);
  });

  it.each([
    [{ 'retry-after': '12' }, NOW + 12_000],
    [{ 'retry-after': 'Mon, 21 Sep 2026 14:13:40 GMT' }, 1_790_000_020_000],
    [{ 'x-ratelimit-reset': '1790000060' }, 1_790_000_060_000],
    [{}, null],
  ])('429 with %p is not executed', async (headers, retryAt) => {
    front.json(REPLY, 429, error(429, 'Too Many Requests'), headers);
    expect(await front.perform(reply)).toEqual({ kind: 'throttled', retryAt });
  });

  it.each([408, 500, 502, 503, 504])('%i may or may not be executed', async (status) => {
    front.json(REPLY, status);
    expect(await front.perform(reply)).toEqual({
      kind: 'unknown',
      because: `HTTP ${status}`,
      status,
    });
  });

  it('without an answer in time may or may not be executed', async () => {
    front.on(REPLY, () => undefined);
    expect(await front.perform(reply)).toMatchObject({ kind: 'unknown' });
    front.on(REPLY, (response) => response.destroy());
    expect(await front.perform(reply)).toMatchObject({ kind: 'unknown' });
  });

  it('was surely not executed without a front.connection, nor once it is stopped', async () => {
    const nowhere = { ...front.connection, apiBaseUrl: 'http://127.0.0.1:1' };
    expect(await front.api.perform(reply, nowhere, go)).toMatchObject({ kind: 'unreachable' });
    expect(await front.api.perform(reply, front.connection, AbortSignal.abort())).toMatchObject({
      kind: 'unreachable',
    });
    expect(front.seen).toEqual([]);
  });
});
