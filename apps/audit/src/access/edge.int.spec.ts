import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configureWithConsole } from '../http/configure';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import type { AccessOptions } from './access';

const PASSWORD = 'correct horse battery';

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** With any headers, `Host` among them, which `fetch` would not send. */
const ask = (url: string, headers: object, { method = 'GET', body = '' } = {}): Promise<Got> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { method, headers: { ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
      );
    });
    asked.on('error', reject).end(body);
  });

const codeOf = ({ text }: Got): unknown => (JSON.parse(text) as { code?: unknown }).code;

describe('what comes from outside', () => {
  let served: ServedAudit | null = null;
  let pages: string;

  beforeAll(async () => {
    pages = await mkdtemp(join(tmpdir(), 'deskstream-pages-'));
    await writeFile(join(pages, 'index.html'), '<!doctype html><title>Console</title>');
  });

  afterEach(async () => {
    await served?.stop();
    served = null;
  });

  afterAll(async () => {
    await rm(pages, { recursive: true, force: true });
  });

  const serve = async (
    access: Partial<AccessOptions>,
    trustedProxies: readonly string[] = [],
  ): Promise<string> => {
    served = await serveAudit({
      access,
      trustedProxies,
      configure: (app) => configureWithConsole(app, pages),
    });
    return served.url;
  };

  it('without accounts is answered under names of this machine alone, and never through a proxy', async () => {
    const url = `${await serve({ mode: 'open' })}/api/v1/status`;
    const { port } = new URL(url);
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`])
      expect((await ask(url, { host })).status).toBe(200);
    for (const host of [`rebound.example:${port}`, `127.0.0.1.evil.example`, `localhost.evil`]) {
      const refused = await ask(url, { host });
      expect([refused.status, codeOf(refused)]).toEqual([403, 'ACCESS.HOST']);
    }
    const proxied = await ask(url, { 'x-forwarded-for': '203.0.113.7' });
    expect([proxied.status, codeOf(proxied)]).toEqual([403, 'ACCESS.PROXY']);
  });

  it('without accounts changes nothing on the word of another site', async () => {
    const url = `${await serve({ mode: 'open' })}/api/v1/access/tokens`;
    const body = JSON.stringify({ name: 'theirs', role: 'admin' });
    const post = (headers: object) =>
      ask(url, { 'content-type': 'application/json', ...headers }, { method: 'POST', body });
    for (const foreign of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', origin: new URL(url).origin },
      { 'sec-fetch-site': 'same-site' },
    ])
      expect(codeOf(await post(foreign))).toBe('ACCESS.CROSS_SITE');
    const simple = await ask(url, { 'content-type': 'text/plain' }, { method: 'POST', body });
    expect(simple.status).toBeGreaterThanOrEqual(400);
    expect((await post({ origin: new URL(url).origin })).status).toBe(201);
  });

  const signInAt = async (url: string, headers: object): Promise<readonly string[]> => {
    const email = 'edge@a.example';
    await served?.audit.parts.access.accounts.add({
      ...{ email, name: '', role: 'viewer', password: PASSWORD },
    });
    const answer = await ask(
      `${url}/api/v1/access/sign-in`,
      { 'content-type': 'application/json', ...headers },
      { method: 'POST', body: JSON.stringify({ email, password: PASSWORD }) },
    );
    return [answer.headers['set-cookie'] ?? []].flat();
  };

  const HTTPS = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' };

  it('is believed to be https only when a trusted proxy says so', async () => {
    const url = await serve({ mode: 'accounts' });
    for (const cookie of await signInAt(url, HTTPS)) expect(cookie).not.toContain('Secure');
    const { acts } = served!.audit.parts.access;
    expect(await acts.list({ limit: 1 })).toMatchObject([{ address: '127.0.0.1' }]);
    expect((await ask(url, HTTPS)).headers['strict-transport-security']).toBeUndefined();
    expect((await ask(`${url}/metrics`, HTTPS)).status).toBe(200);
  });

  it('through a trusted proxy has cookies that only https carries, and sees no metrics', async () => {
    const url = await serve({ mode: 'accounts' }, ['127.0.0.1']);
    const cookies = await signInAt(url, HTTPS);
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) expect(cookie).toMatch(/^__Host-.*; Path=\/; .*; Secure$/);
    const { acts } = served!.audit.parts.access;
    expect(await acts.list({ limit: 1 })).toMatchObject([{ address: '203.0.113.7' }]);
    const [mine = ''] = cookies.map((line) => line.split(';')[0] ?? '');
    const me = async (cookie: string) =>
      JSON.parse((await ask(`${url}/api/v1/access/me`, { ...HTTPS, cookie })).text) as {
        me: unknown;
      };
    expect((await me(mine)).me).not.toBeNull();
    // As a page over http, or a neighbouring host, could have set it.
    expect((await me(mine.replace('__Host-', ''))).me).toBeNull();
    expect((await ask(`${url}/metrics`, HTTPS)).status).toBe(404);
    expect((await ask(`${url}/readyz?x`, HTTPS)).status).toBe(404);
    expect((await ask(`${url}/metrics`, {})).status).toBe(200);
  });

  it('gets headers that keep a browser from mixing it with anything else', async () => {
    const url = await serve({ mode: 'accounts', publicUrl: 'https://desk.example' });
    const [page, api] = [await ask(url, {}), await ask(`${url}/api/v1/access/me`, {})];
    for (const { headers } of [page, api])
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      });
    expect(api.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    const csp = String(page.headers['content-security-policy']);
    for (const rule of ["default-src 'self'", "form-action 'self'", "base-uri 'none'"])
      expect(csp).toContain(rule);
    expect(csp).not.toMatch(/script-src|unsafe-eval/);
    for (const cookie of await signInAt(url, {})) expect(cookie).toMatch(/; Secure$/);
  });

  it('is told nothing of what went wrong inside before it is signed in', async () => {
    const url = await serve({ mode: 'accounts' });
    const { access } = served!.audit.parts;
    Object.assign(access, {
      recognise: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:5432')),
    });
    const failed = await ask(`${url}/api/v1/status`, {});
    expect(failed.status).toBe(500);
    expect(failed.text).not.toContain('10.0.0.7');
    expect(failed.text).toMatch(/the log of audit says more under failure_/);
  });
});
