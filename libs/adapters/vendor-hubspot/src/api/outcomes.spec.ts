import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand } from '@deskstream/port-vendor';
import { expectAsDescribed } from '../testing/as-described';
import { NOW, THREAD, comment, failure, incoming, page } from '../testing/bodies';
import type { ConnectedHubspot } from '../testing/connected-hubspot';
import { connectHubspot, go, MESSAGES } from '../testing/connected-hubspot';
import type { Answered } from '../testing/stub-hubspot';

const POST = `POST ${MESSAGES}`;
const HOUR = 3_600_000;
const conversation = THREAD;

let hubspot: ConnectedHubspot;
const exchanges: Answered[] = [];

beforeEach(async () => {
  hubspot = await connectHubspot();
  hubspot.on(`GET ${MESSAGES}`, 200, page([incoming('m1', NOW - 5_000, 'Hello')]));
});

afterEach(async () => {
  exchanges.push(...hubspot.answered.filter(({ status }) => status < 300));
  await hubspot.close();
});

const note: VendorCommand = { kind: 'note', conversation, text: 'Careful' };

describe('what HubSpot answers to a write', () => {
  it.each([
    [400, failure('Invalid input JSON', 'VALIDATION_ERROR'), 'HUBSPOT.VALIDATION_ERROR'],
    [401, failure('No credentials', 'INVALID_AUTHENTICATION'), 'HUBSPOT.INVALID_AUTHENTICATION'],
    [404, failure('Resource not found', 'OBJECT_NOT_FOUND'), 'HUBSPOT.OBJECT_NOT_FOUND'],
    [409, failure('It exists', 'CONFLICT'), 'HUBSPOT.CONFLICT'],
    [422, 'no JSON object', 'HUBSPOT.HTTP_422'],
    [301, {}, 'HUBSPOT.HTTP_301'],
  ])('%i is a definite no', async (status, body, code) => {
    hubspot.on(POST, status, body, { location: 'http://127.0.0.1:1/elsewhere' });
    expect(await hubspot.perform(note)).toMatchObject({ kind: 'rejected', status, code });
    expect(hubspot.writes()).toHaveLength(1);
  });

  it('403 names the scopes that are missing', async () => {
    const context = { requiredGranularScopes: ['conversations.write'] };
    const errors = [{ message: 'One or more scopes are required.', context }];
    hubspot.on(POST, 403, failure('Not all scopes', 'MISSING_SCOPES', { errors }));
    expect(await hubspot.perform(note)).toMatchObject({
      code: 'HUBSPOT.MISSING_SCOPES',
      detail: expect.stringContaining('conversations.write'),
    });
  });

  it.each([408, 500, 502, 503, 504, 524])('after %i nobody knows', async (status) => {
    hubspot.on(POST, status, failure('Oops', 'INTERNAL_ERROR'));
    expect(await hubspot.perform(note)).toEqual({
      kind: 'unknown',
      because: `HTTP ${status}`,
      status,
    });
    expect(hubspot.writes()).toHaveLength(1);
  });

  const limited = (policyName: string) =>
    failure('You have reached your limit.', 'RATE_LIMITS', { errorType: 'RATE_LIMIT', policyName });

  it.each([
    [429, limited('DAILY'), '7', 7_000],
    [429, limited('TEN_SECONDLY_ROLLING'), '', 10_000],
    [429, limited('SECONDLY'), '', 1_000],
    [423, failure('Locked', 'LOCKED'), '', 2_000],
    [477, failure('Moving house', 'MIGRATION'), '60', 60_000],
  ])(
    '%i was not executed, and says when to come back: %j %s',
    async (...[status, body, after, ms]) => {
      hubspot.on(POST, status, body, after === '' ? {} : { 'retry-after': after });
      expect(await hubspot.perform(note)).toEqual({ kind: 'throttled', retryAt: NOW + ms });
    },
  );

  it('does not spin at the limit of the day', async () => {
    hubspot.on(POST, 429, limited('DAILY'));
    const result = await hubspot.perform(note);
    if (result.kind !== 'throttled') throw new Error(result.kind);
    expect(result.retryAt).toBeGreaterThan(NOW + HOUR);
    expect(result.retryAt).toBeLessThanOrEqual(NOW + 6 * HOUR);
  });

  it('tells what is left of the rate limit', async () => {
    const headers = {
      'x-hubspot-ratelimit-daily': '625000',
      'x-hubspot-ratelimit-daily-remaining': '624871',
      'x-hubspot-ratelimit-interval-milliseconds': '10000',
      'x-hubspot-ratelimit-max': '190',
      'x-hubspot-ratelimit-remaining': '188',
    };
    hubspot.on(POST, 201, comment('c1', NOW, 'Careful'), headers);
    const budget = { limit: 190, remaining: 188, resetsAt: NOW + 10_000 };
    expect(await hubspot.perform(note)).toMatchObject({ kind: 'done', budget });
    const daily = { ...headers, 'x-hubspot-ratelimit-daily-remaining': '3' };
    hubspot.on(POST, 201, comment('c1', NOW, 'Careful'), daily);
    expect(await hubspot.perform(note)).toMatchObject({ budget: { limit: 625_000, remaining: 3 } });
  });

  it('is done when the answer came without a readable body', async () => {
    hubspot.onRaw(POST, (response) => {
      response.writeHead(201, { 'content-length': '100' });
      response.write('{"id":');
      setImmediate(() => response.destroy());
    });
    expect(await hubspot.perform(note)).toEqual({ kind: 'done' });
  });

  it('may not come at all', async () => {
    hubspot.onRaw(POST, () => undefined);
    expect(await hubspot.perform(note)).toMatchObject({ kind: 'unknown' });
    hubspot.onRaw(POST, (response) => response.destroy());
    expect(await hubspot.perform(note)).toMatchObject({ kind: 'unknown' });
    const nowhere = { ...hubspot.connection, apiBaseUrl: 'http://127.0.0.1:1' };
    expect(await hubspot.api.perform(note, nowhere, go)).toMatchObject({ kind: 'unreachable' });
    expect(await hubspot.api.perform(note, hubspot.connection, AbortSignal.abort())).toMatchObject({
      kind: 'unreachable',
    });
  });
});

describe('a read before a write that fails', () => {
  const reply: VendorCommand = { kind: 'reply', conversation, text: 'Hi' };

  it.each([500, 408])('%i surely executed nothing', async (status) => {
    hubspot.on(`GET ${MESSAGES}`, status, failure('Oops', 'INTERNAL_ERROR'));
    expect(await hubspot.perform(reply)).toEqual({
      kind: 'unreachable',
      because: `HTTP ${status}`,
    });
    expect(hubspot.writes()).toEqual([]);
  });

  it('is no answer when it is not JSON', async () => {
    hubspot.onRaw(`GET ${MESSAGES}`, (response) => response.end('<html>'));
    expect(await hubspot.perform(reply)).toMatchObject({ kind: 'unreachable' });
  });
});

expectAsDescribed(exchanges);
