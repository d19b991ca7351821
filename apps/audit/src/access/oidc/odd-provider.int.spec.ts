import type { ServedAudit } from '../../testing/served-audit';
import { serveAudit } from '../../testing/served-audit';
import { Browser } from '../testing/oidc-browser';
import type { OddProvider, Said } from '../testing/oidc-odd-provider';
import { startOddProvider } from '../testing/oidc-odd-provider';
import { roleRulesOf } from './role-of';

describe('an identity provider that says odd things, or nothing', () => {
  let served: ServedAudit;
  let provider: OddProvider;

  beforeAll(async () => {
    provider = await startOddProvider('deskstream');
    served = await serveAudit({
      access: {
        mode: 'accounts',
        oidc: {
          ...{ name: 'Odd ID', issuer: provider.issuer, roleClaim: 'groups' },
          ...{ clientId: 'deskstream', clientSecret: 'secret' },
          roles: roleRulesOf(['engineer=staff']) ?? [],
        },
      },
    });
  });

  afterAll(() => served.stop());

  const isPage = (url: string): boolean =>
    url.startsWith(served.url) && !url.includes('/api/v1/access/oidc');

  const signIn = async (said: Said, browser = new Browser()): Promise<string> => {
    provider.say(said);
    const page = await browser.follow(`${served.url}/api/v1/access/oidc?to=/status`, isPage);
    return page.replace(served.url, '');
  };

  const now = (): number => Math.floor(Date.now() / 1_000);

  it('lets in whom it says, with a clock that is half a minute off', async () => {
    expect(await signIn({})).toBe('/status');
    expect(await signIn({ claims: { exp: now() - 30 } })).toBe('/status');
    expect(await signIn({ claims: { nbf: now() + 30, iat: now() + 30 } })).toBe('/status');
  });

  it.each([
    ['is signed by somebody else', { forged: true }],
    ['ended minutes ago', { claims: { exp: 1 } }],
    ['begins an hour from now', { claims: { nbf: 9_999_999_999 } }],
    ['is for somebody else', { claims: { aud: 'another-client' } }],
    ['is of another issuer', { claims: { iss: 'https://evil.example' } }],
    ['answers another request', { claims: { nonce: 'another' } }],
    ['names nobody', { claims: { sub: '' } }],
  ])('lets in nobody whose token %s', async (_, said) => {
    expect(await signIn(said)).toBe('/sign-in?because=refused');
  });

  it('lets in nobody who refused there', async () => {
    expect(await signIn({ error: 'access_denied' })).toBe('/sign-in?because=refused');
  });

  it('cannot make somebody look like another person', async () => {
    const claims = { sub: 'mallory', email: 'boss@example.com', email_verified: false };
    await signIn({ claims });
    const accounts = await served.audit.parts.access.accounts.list();
    expect(accounts.find(({ email }) => email === 'boss@example.com')).toBeUndefined();
    expect(accounts.find(({ email }) => email === 'mallory')).toMatchObject({ role: 'engineer' });
  });

  it('without a place to sign out leaves the browser here', async () => {
    const browser = new Browser();
    await signIn({}, browser);
    expect(await browser.post(`${served.url}/api/v1/access/sign-out`)).toEqual({
      next: '/sign-in',
    });
  });

  it('that does not answer is told as that, before and after the browser was there', async () => {
    expect(await signIn({ hangsUp: true })).toBe('/sign-in?because=away');
    const { access } = served.audit.parts;
    const oidc = { ...access.oidc!, issuer: 'http://127.0.0.1:9' };
    Object.assign(access, { oidc });
    expect(await signIn({})).toBe('/sign-in?because=away');
    await provider.away();
  });
});
