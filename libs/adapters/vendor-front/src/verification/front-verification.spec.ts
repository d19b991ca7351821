import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorConnection } from '@deskstream/port-vendor';
import { connectionTo, go } from '../testing/connected-front';
import type { FrontServer } from '../testing/front-server';
import { startFrontServer } from '../testing/front-server';
import type { FrontVerification } from './front-verification';
import { createFrontVerification } from './front-verification';

let front: FrontServer;
let verification: FrontVerification;
let connection: VendorConnection;

beforeEach(async () => {
  front = await startFrontServer();
  verification = createFrontVerification({ timeoutMs: 2_000 });
  connection = {
    ...connectionTo(front),
    signingSecrets: ['signing-secret'],
    externalWorkspaceId: 'cmp_1',
  };
  front.json('GET /me', 200, { id: 'cmp_1', name: 'Acme' });
  front.json('GET /teammates/tea_9', 200, { id: 'tea_9', username: 'assistant' });
  front.json('GET /conversations', 200, { _results: [] });
  front.json('GET /teammates/tea_9/private_inboxes', 200, { _results: [] });
  front.json('GET /teams', 200, { _results: [] });
});

afterEach(async () => {
  await verification.close();
  await front.close();
});

const verify = (changed: Partial<VendorConnection> = {}) =>
  verification.verify({ ...connection, ...changed }, go);
/** Name, result and code of what is not well. */
const complaints = async (changed: Partial<VendorConnection> = {}) =>
  (await verify(changed))
    .filter(({ result }) => result !== 'ok')
    .map(({ name, result, code }) => `${name}: ${result} ${code ?? ''}`);

const refuse = (route: string, status: number, message: string) =>
  front.json(route, status, { _error: { status, title: 'No', message } });

describe('verifying a connection to Front', () => {
  it('finds nothing wrong with a good one, only reads, and shows no secret', async () => {
    const checks = await verify();
    expect(checks.map(({ name, result }) => `${name} ${result}`)).toEqual([
      'token ok',
      'company ok',
      'AI teammate ok',
      'scope Shared Resources ok',
      'scope Private Resources ok',
      'scope Provisioning ok',
      'signing secret ok',
    ]);
    expect(JSON.stringify(checks)).not.toContain('secret-token');
    expect(JSON.stringify(checks)).not.toContain('signing-secret');
    expect(front.writes()).toEqual([]);
  });

  it('tells beforehand what it reads', async () => {
    await verify();
    const read = front.seen.map(({ method, path }) => `${method} ${path}`);
    expect([...(verification.calls?.(connection).verify ?? [])].sort()).toEqual(read.sort());
  });

  it.each([
    [401, 'Invalid token', 'FRONT.TOKEN_INVALID'],
    [401, 'Token has expired', 'FRONT.TOKEN_EXPIRED'],
    [401, 'This token was revoked', 'FRONT.TOKEN_REVOKED'],
    [402, 'Payment required', 'FRONT.PLAN_WITHOUT_API'],
    [403, 'Your plan does not include the API', 'FRONT.PLAN_WITHOUT_API'],
    [403, 'Forbidden', 'FRONT.TOKEN_FORBIDDEN'],
    [404, 'Unknown resource', 'FRONT.WRONG_BASE_URL'],
    [429, 'Slow down', 'FRONT.THROTTLED'],
    [500, 'Oops', 'FRONT.UNREACHABLE'],
  ])('tells why the token is not taken: %i %s (S069)', async (status, message, code) => {
    refuse('GET /me', status, message);
    expect(await verify()).toMatchObject([
      { name: 'token', result: 'failed', code, fix: expect.any(String) as unknown },
      { name: 'signing secret' },
    ]);
    expect(front.seen).toHaveLength(1);
  });

  it('does not throw when there is nobody', async () => {
    expect(await complaints({ apiBaseUrl: 'http://127.0.0.1:1' })).toEqual([
      'token: failed FRONT.UNREACHABLE',
    ]);
  });

  it('tells when the token is of another company, and when none is set', async () => {
    expect(await complaints({ externalWorkspaceId: 'cmp_2' })).toEqual([
      'company: failed WORKSPACE.MISMATCH',
    ]);
    expect(await complaints({ externalWorkspaceId: '' })).toEqual([
      'company: warning FRONT.COMPANY_NOT_SET',
    ]);
  });

  it('tells when the AI teammate is unknown, blocked, or cannot be read', async () => {
    refuse('GET /teammates/tea_9', 404, 'Unknown teammate');
    expect(await complaints()).toEqual(['AI teammate: failed FRONT.TEAMMATE_UNKNOWN']);
    front.json('GET /teammates/tea_9', 200, { id: 'tea_9', is_blocked: true });
    expect(await complaints()).toEqual(['AI teammate: failed FRONT.TEAMMATE_BLOCKED']);
    refuse('GET /teammates/tea_9', 429, 'Slow down');
    expect(await complaints()).toEqual(['AI teammate: warning FRONT.TEAMMATE_UNREADABLE']);
  });

  it.each([
    ['GET /conversations', 'scope Shared Resources: failed FRONT.SCOPE_SHARED_MISSING'],
    [
      'GET /teammates/tea_9/private_inboxes',
      'scope Private Resources: failed FRONT.SCOPE_PRIVATE_MISSING',
    ],
    ['GET /teams', 'scope Provisioning: failed FRONT.SCOPE_PROVISIONING_MISSING'],
  ])('names the scope that is missing: %s (S070)', async (route, complaint) => {
    refuse(route, 403, 'Missing scope');
    expect(await complaints()).toEqual([complaint]);
  });

  it('believes a token that lists its scopes', async () => {
    const claims = Buffer.from(JSON.stringify({ scopes: ['shared:*'] })).toString('base64url');
    expect(await complaints({ accessToken: `e30.${claims}.sig` })).toEqual([
      'scope Private Resources: failed FRONT.SCOPE_PRIVATE_MISSING',
      'scope Provisioning: failed FRONT.SCOPE_PROVISIONING_MISSING',
    ]);
    expect(front.seen).toHaveLength(2);
  });

  it('takes 404 for a scope that is granted', async () => {
    refuse('GET /teammates/tea_9/private_inboxes', 404, 'Unknown');
    expect(await complaints()).toEqual([]);
  });

  it('does not take a failure of Front for a missing scope', async () => {
    refuse('GET /teams', 503, 'Oops');
    expect(await complaints()).toEqual(['scope Provisioning: warning FRONT.SCOPE_UNKNOWN']);
  });

  it('needs a secret', async () => {
    expect(await complaints({ signingSecrets: [] })).toEqual([
      'signing secret: failed FRONT.NO_SIGNING_SECRET',
    ]);
  });

  it('needs customers, replies and the archive to be told (S071)', () => {
    expect(verification.requiredTopics).toEqual([
      'inbound_received',
      'outbound_sent',
      'conversation_archived',
    ]);
  });
});
