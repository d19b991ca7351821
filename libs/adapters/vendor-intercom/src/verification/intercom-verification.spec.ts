import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConnectedIntercom } from '../testing/connected-intercom';
import { AI, connectIntercom, go } from '../testing/connected-intercom';
import { regionCheck } from './checks';
import { createIntercomVerification } from './intercom-verification';

let intercom: ConnectedIntercom;

beforeEach(async () => {
  intercom = await connectIntercom();
});

afterEach(() => intercom.close());

describe('verification', () => {
  it.each(['https://api.intercom.io', 'not an address'])('never throws: %s', async (apiBaseUrl) => {
    const verification = createIntercomVerification();
    const checks = await verification.verify(
      { ...intercom.connection, apiBaseUrl },
      AbortSignal.abort(),
    );
    await verification.close();
    expect(checks[0]).toMatchObject({ name: 'token', code: 'INTERCOM.UNREACHABLE' });
  });

  it.each([
    ['https://api.intercom.io', 'EU', 'INTERCOM.WRONG_REGION'],
    ['https://api.eu.intercom.io/', 'EU', 'ok'],
    ['https://api.au.intercom.io', 'US', 'INTERCOM.WRONG_REGION'],
    ['https://stand-in.example', 'EU', 'nothing'],
    ['https://api.intercom.io', 'MARS', 'nothing'],
  ])('%s for a workspace in %s: %s', (apiBaseUrl, region, expected) => {
    const [check] = regionCheck({ region }, { ...intercom.connection, apiBaseUrl });
    expect(check === undefined ? 'nothing' : (check.code ?? check.result)).toBe(expected);
  });

  it('shows no secret, and tells a missing permission from a missing plan', async () => {
    intercom.answers({
      'GET /me': { body: { app: { id_code: 'abc', region: 'EU' } } },
      [`GET /admins/${AI}`]: { body: { has_inbox_seat: false } },
      'GET /conversations?per_page=1': { status: 403, body: { errors: [{ code: 'forbidden' }] } },
    });
    const verification = createIntercomVerification();
    const checks = await verification.verify(
      { ...intercom.connection, externalWorkspaceId: '' },
      go,
    );
    await verification.close();
    expect(checks.map(({ code }) => code)).toEqual([
      undefined,
      'INTERCOM.WORKSPACE_NOT_SET',
      'INTERCOM.ADMIN_WITHOUT_SEAT',
      'INTERCOM.SCOPE_CONVERSATIONS',
      undefined,
    ]);
    expect(JSON.stringify(checks)).not.toContain('secret-token');
    expect(verification.calls?.(intercom.connection).verify).toEqual(
      intercom.seen.map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`),
    );
    expect(verification.requiredTopics).toHaveLength(5);
  });
});
