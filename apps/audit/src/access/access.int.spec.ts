import { systemClock } from '@deskstream/kernel';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import type { Access } from './access';
import { OF_ACCOUNT } from './lockout';
import { callerOf } from './testing/caller';

const HOUR = 3_600_000;
const PASSWORD = 'correct horse battery';

describe('signing in', () => {
  let served: ServedAudit;
  let access: Access;
  let aheadMs = 0;

  beforeAll(async () => {
    const clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
    served = await serveAudit({
      access: { mode: 'accounts', clock, idleMs: HOUR, longestMs: 3 * HOUR },
    });
    ({ access } = served.audit.parts);
    for (const role of ['viewer', 'admin'] as const)
      await access.accounts.add({
        email: `${role}@a.example`,
        name: role,
        role,
        password: PASSWORD,
      });
  });

  afterAll(() => served.stop());

  const { call, signIn: signInWith } = callerOf(() => served.url);
  const signIn = (email: string, password = PASSWORD) => signInWith(email, password);

  it('gives a cookie that no script reads and no other site sends', async () => {
    const { status, headers, as } = await signIn(' Viewer@A.example ');
    expect(status).toBe(204);
    expect(headers.getSetCookie()[0]).toMatch(
      /^deskstream_session=\S+; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect((await call('/access/me', as)).body).toEqual({
      mode: 'accounts',
      me: { kind: 'account', name: 'viewer@a.example', role: 'viewer' },
      provider: null,
    });
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const [wrong, unknown] = [
      await signIn('viewer@a.example', 'wrong password'),
      await signIn('nobody@a.example'),
    ];
    expect([wrong.status, wrong.body]).toEqual([unknown.status, unknown.body]);
    expect(wrong.body).toMatchObject({ status: 401, code: 'ACCESS.WRONG' });
  });

  it('waits after too many failures, with the right password as well, and then goes on', async () => {
    await access.accounts.add({
      email: 'slow@a.example',
      name: '',
      role: 'viewer',
      password: PASSWORD,
    });
    for (let time = 0; time < OF_ACCOUNT.free; time += 1) await signIn('slow@a.example', 'guess');
    const waiting = await signIn('slow@a.example');
    expect(waiting.body).toMatchObject({ status: 429, code: 'ACCESS.WAIT' });
    expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0);
    aheadMs += OF_ACCOUNT.firstDelayMs;
    expect((await signIn('slow@a.example')).status).toBe(204);
  });

  it('ends with sign-out, with idleness, at last in any case, and with a new password', async () => {
    const [out, idle, reset] = [
      await signIn('viewer@a.example'),
      await signIn('viewer@a.example'),
      await signIn('viewer@a.example'),
    ];
    const statusOf = async ({ as }: typeof out) => (await call('/status', as)).status;
    await call('/access/sign-out', { ...out.as, body: {} });
    expect([await statusOf(out), await statusOf(idle)]).toEqual([401, 200]);
    aheadMs += HOUR + 1;
    expect(await statusOf(idle)).toBe(401);
    const kept = await signIn('viewer@a.example');
    for (let half = 0; half < 5; half += 1) {
      aheadMs += HOUR / 2;
      expect(await statusOf(kept)).toBe(200);
    }
    aheadMs += HOUR / 2;
    expect([await statusOf(kept), await statusOf(reset)]).toEqual([401, 401]);
    const last = await signIn('viewer@a.example');
    const account = await access.accounts.find('viewer@a.example');
    await access.accounts.setPassword(account?.id ?? '', PASSWORD);
    expect(await statusOf(last)).toBe(401);
  });

  it('a cookie changes nothing from another site, and from a program neither', async () => {
    const { as } = await signIn('admin@a.example');
    const post = (more: object) =>
      call('/access/tokens', {
        headers: { ...as.headers, ...more },
        body: { name: 'x', role: 'viewer' },
      });
    expect((await post({ origin: 'https://evil.example' })).body).toMatchObject({
      status: 403,
      code: 'ACCESS.CROSS_SITE',
    });
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post({})).status).toBe(201);
  });

  it('a token counts until it is revoked or expires; its secret is told once and kept nowhere', async () => {
    const { as } = await signIn('admin@a.example');
    const body = { name: 'export', role: 'engineer', days: 1 };
    const made = await call('/access/tokens', { ...as, body });
    const { token, secret } = made.body as { token: { id: string }; secret: string };
    const program = { headers: { authorization: `Bearer ${secret}` } };
    expect(secret).toMatch(/^dst_[\w-]{43}$/);
    expect((await call('/access/me', program)).body).toMatchObject({
      me: { kind: 'token', name: 'token export', role: 'engineer' },
    });
    expect(JSON.stringify((await call('/access/tokens', as)).body)).not.toContain(secret);
    await call(`/access/tokens/${token.id}/revoke`, { ...as, body: {} });
    expect((await call('/status', program)).status).toBe(401);
    const short = await access.tokens.add({ name: 'short', role: 'viewer', days: 1, by: 'test' });
    const later = { headers: { authorization: `Bearer ${short.secret}` } };
    expect((await call('/status', later)).status).toBe(200);
    aheadMs += 24 * HOUR;
    expect((await call('/status', later)).status).toBe(401);
  });

  it('the only admin stays one; a change of role counts for who is signed in', async () => {
    const { as } = await signIn('admin@a.example');
    const admin = await access.accounts.find('admin@a.example');
    const viewer = await access.accounts.find('viewer@a.example');
    const change = (id: string | undefined, body: object) =>
      call(`/access/users/${id ?? ''}`, { ...as, method: 'PATCH', body });
    expect((await change(admin?.id, { role: 'viewer' })).body).toMatchObject({
      status: 409,
      code: 'ACCESS.LAST_ADMIN',
    });
    const person = await signIn('viewer@a.example');
    expect((await call('/access/users', person.as)).status).toBe(403);
    expect((await change(viewer?.id, { role: 'admin' })).body).toMatchObject({ role: 'admin' });
    expect((await call('/access/users', person.as)).status).toBe(200);
    await change(viewer?.id, { disabled: true });
    expect((await call('/access/users', person.as)).status).toBe(401);
  });
});
