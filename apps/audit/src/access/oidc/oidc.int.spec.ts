import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Provider from 'oidc-provider';
import type { ServedAudit } from '../../testing/served-audit';
import { serveAudit } from '../../testing/served-audit';
import { Browser } from '../testing/oidc-browser';
import { CLIENT, providerAt } from '../testing/oidc-real-provider';
import { roleRulesOf } from './role-of';

describe('signing in over an identity provider', () => {
  let served: ServedAudit;
  let server: Server;
  let person = '';
  let issuer = '';

  beforeAll(async () => {
    let answer: (...of: Parameters<ReturnType<Provider['callback']>>) => void = () => undefined;
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    served = await serveAudit({
      access: {
        mode: 'accounts',
        oidc: {
          ...CLIENT,
          ...{ name: 'Example ID', issuer, roleClaim: 'groups' },
          roles: roleRulesOf(['admin=desk-admins', 'engineer=support']) ?? [],
        },
      },
    });
    const provider = providerAt(issuer, served.url);
    const callback = provider.callback();
    answer = (request, response) => {
      if (request.url?.startsWith('/interaction/') === true)
        void provider.interactionFinished(request, response, { login: { accountId: person } });
      else callback(request, response);
    };
  });

  afterAll(async () => {
    await served.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const isPage = (url: string): boolean =>
    url.startsWith(served.url) && !url.includes('/api/v1/access/oidc');

  const signIn = async (who: string, to = '/'): Promise<{ browser: Browser; page: string }> => {
    person = who;
    const browser = new Browser();
    const start = `${served.url}/api/v1/access/oidc?to=${encodeURIComponent(to)}`;
    const page = await browser.follow(start, isPage);
    return { browser, page: page.replace(served.url, '') };
  };

  const meOf = async (browser: Browser): Promise<unknown> => {
    const answer = await browser.open(`${served.url}/api/v1/access/me`);
    return ((await answer.json()) as { me: unknown }).me;
  };

  it('leads back to the page one came for, with the role that the claim gives', async () => {
    const { browser, page } = await signIn('sue', '/status');
    expect(page).toBe('/status');
    expect(await meOf(browser)).toEqual({
      kind: 'account',
      name: 'sue@example.com',
      role: 'engineer',
    });
  });

  it('takes the role anew at each sign-in, and keeps one account', async () => {
    expect(await meOf((await signIn('ada')).browser)).toMatchObject({ role: 'admin' });
    await signIn('ada');
    const accounts = await served.audit.parts.access.accounts.list();
    expect(accounts.filter(({ email }) => email === 'ada@example.com')).toHaveLength(1);
  });

  it('refuses whom no rule gives a role, and whose account is disabled', async () => {
    const { browser, page } = await signIn('bob');
    expect([page, await meOf(browser)]).toEqual(['/sign-in?because=no-role', null]);
    const { accounts, acts } = served.audit.parts.access;
    const sue = await accounts.find('sue@example.com');
    await accounts.change(sue?.id ?? '', { disabled: true });
    expect((await signIn('sue')).page).toBe('/sign-in?because=disabled');
    const refused = (await acts.list({ limit: 10 })).filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ name, reason }) => [name, reason])).toEqual([
      ['sue@example.com', 'disabled'],
      ['bob@example.com', 'no-role'],
    ]);
  });

  it('refuses an answer that this browser did not ask for, and one that comes twice', async () => {
    person = 'ada';
    const [own, other] = [new Browser(), new Browser()];
    const isBack = (url: string): boolean => url.includes('/callback?');
    const back = await own.follow(`${served.url}/api/v1/access/oidc`, isBack);
    expect(await other.follow(back, isPage)).toContain('because=expired');
    expect(await own.follow(back, isPage)).toBe(`${served.url}/`);
    expect(await own.follow(back, isPage)).toContain('because=expired');
  });

  it('signs out at the provider as well, which leads back', async () => {
    const { browser } = await signIn('ada');
    const { next } = (await browser.post(`${served.url}/api/v1/access/sign-out`)) as {
      next: string;
    };
    const there = new URL(next);
    expect(next.startsWith(`${issuer}/session/end?`)).toBe(true);
    expect(there.searchParams.get('post_logout_redirect_uri')).toBe(`${served.url}/sign-in`);
    expect(there.searchParams.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect((await browser.open(next)).status).toBe(200);
    expect(await meOf(browser)).toBeNull();
  });

  it('ends the session that the browser had before', async () => {
    const { browser } = await signIn('ada');
    const before = browser.cookieOf('deskstream_session', served.url);
    await browser.follow(`${served.url}/api/v1/access/oidc`, isPage);
    expect(browser.cookieOf('deskstream_session', served.url)).not.toBe(before);
    expect(await served.audit.parts.access.recognise({ cookie: before })).toBeNull();
  });

  it('is somebody else than the account here with the same address', async () => {
    const { accounts } = served.audit.parts.access;
    const here = await accounts.add({
      ...{ email: 'ada@example.com', name: '', role: 'viewer', password: 'correct horse battery' },
    });
    expect(await meOf((await signIn('ada')).browser)).toMatchObject({ role: 'admin' });
    expect(await accounts.find(here?.id ?? '')).toMatchObject({
      role: 'viewer',
      lastSignInAt: null,
    });
    expect(await accounts.named('ada@example.com')).toHaveLength(2);
  });

  it('never leads to another site', async () => {
    expect((await signIn('ada', 'https://evil.example/')).page).toBe('/');
  });
});
