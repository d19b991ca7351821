import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startStreamIndex } from '@deskstream/app-orchestrator';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase } from '@deskstream/testing-harness';
import Provider from 'oidc-provider';
import { configureWithConsole } from '../../http/configure';
import type { ServedAudit } from '../../testing/served-audit';
import { serveAudit } from '../../testing/served-audit';
import { roleRulesOf } from './role-of';

const CLIENT = { clientId: 'deskstream', clientSecret: 'secret-of-the-console' };
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  ada: ['desk-admins'],
  sue: ['support'],
  bob: ['sales'],
};

/** A browser as far as this needs one: cookies by host and path, redirects followed one at a time. */
class Browser {
  private readonly jar = new Map<string, string>();
  last = '';

  async open(url: string): Promise<Response> {
    this.last = url;
    const { host } = new URL(url);
    const cookie = [...this.jar]
      .filter(([name]) => name.startsWith(`${host} `))
      .map(([name, value]) => `${name.replace(`${host} `, '')}=${value}`)
      .join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.jar.set(`${host} ${name}`, value);
    }
    return answer;
  }

  /** Follows redirects until a page is there, or one on `until` is asked for. */
  async follow(url: string, until: (url: string) => boolean): Promise<string> {
    const answer = await this.open(url);
    const location = answer.headers.get('location');
    if (location === null) return this.last;
    const next = new URL(location, url).href;
    return until(next) ? next : this.follow(next, until);
  }
}

describe('signing in over an identity provider', () => {
  let database: TestDatabase;
  let served: ServedAudit;
  let server: Server;
  let person = '';

  beforeAll(async () => {
    database = await testDatabase();
    let answer: (...of: Parameters<ReturnType<Provider['callback']>>) => void = () => undefined;
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    served = await serveAudit({
      database,
      indexer: startStreamIndex,
      access: {
        mode: 'accounts',
        oidc: {
          ...CLIENT,
          ...{ name: 'Example ID', issuer, roleClaim: 'groups' },
          roles: roleRulesOf(['admin=desk-admins', 'engineer=support']) ?? [],
        },
      },
      configure: (app) => configureWithConsole(app, null),
    });
    const provider = providerAt(issuer, `${served.url}/api/v1/access/oidc/callback`);
    const callback = provider.callback();
    answer = (request, response) => {
      if (request.url?.startsWith('/interaction/') === true)
        void provider.interactionFinished(request, response, { login: { accountId: person } });
      else callback(request, response);
    };
  }, 60_000);

  afterAll(async () => {
    await served.stop();
    await database.drop();
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
    const { accounts } = served.audit.parts.access;
    const sue = await accounts.find('sue@example.com');
    await accounts.change(sue?.id ?? '', { disabled: true });
    expect((await signIn('sue')).page).toBe('/sign-in?because=disabled');
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

  it('never leads to another site', async () => {
    expect((await signIn('ada', 'https://evil.example/')).page).toBe('/');
  });
});

/** A real provider with three people, who consent to everything. */
const providerAt = (issuer: string, back: string): Provider =>
  new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [back],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub', 'groups'], profile: ['name'], email: ['email'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a key of this test'] },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@example.com`, name: id, groups: GROUPS[id] }),
    }),
    loadExistingGrant: async ({ oidc }: Context) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });

interface Context {
  readonly oidc: {
    readonly provider: {
      readonly Grant: new (of: object) => {
        addOIDCScope(scope: string): void;
        save(): Promise<unknown>;
      };
    };
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
  };
}
