import { createServer } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KnowledgeSource, SourceConfig } from '@deskstream/port-knowledge-source';
import { knowledgeSourceContract } from '@deskstream/port-knowledge-source/contract';
import { createWebSource } from './web-source';

const go = new AbortController().signal;

interface Page {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

const openSite = async () => {
  const pages = new Map<string, Page>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { status = 200, headers = {}, body } = pages.get(request.url ?? '') ?? GONE;
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
  });
  let connections = 0;
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    pages,
    asked,
    connections: () => connections,
    port,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const GONE: Page = { status: 404, body: 'gone' };

const configOf = (location: string, hosts: readonly string[] = []): SourceConfig => ({
  workspace: 'acme',
  source: { id: 'w', kind: 'web', select: [], location, hosts, enabled: true, everyMinutes: 60 },
  connection: null,
});

const inside = { privateHosts: ['127.0.0.1'], timeoutMs: 2_000 };

knowledgeSourceContract(
  'A web site',
  async () => {
    const { pages, url, close } = await openSite();
    const source = createWebSource(inside);
    const changes = new Map<string, number>();
    const map = () => {
      const urls = [...changes].map(
        ([name, at]) =>
          `<url><loc>${url}/${name}</loc><lastmod>2026-01-01T00:00:${at}Z</lastmod></url>`,
      );
      const body = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`;
      pages.set('/sitemap.xml', { headers: { 'content-type': 'application/xml' }, body });
    };
    map();
    return {
      source,
      config: configOf(`${url}/sitemap.xml`),
      forbidden: configOf(`${url.replace('127.0.0.1', '127.0.0.2')}/sitemap.xml`),
      put: (name: string, title: string, html: string) => {
        changes.set(name, (changes.get(name) ?? 9) + 1);
        pages.set(`/${name}`, { body: `<title>x</title><nav>n</nav><h1>${title}</h1>${html}` });
        map();
      },
      remove: (name: string) => {
        changes.delete(name);
        pages.delete(`/${name}`);
        map();
      },
      close: async () => {
        await source.close();
        await close();
      },
    };
  },
  { many: 120 },
);

describe('a web site', () => {
  let site: Awaited<ReturnType<typeof openSite>>;
  let source: KnowledgeSource;
  beforeEach(async () => {
    site = await openSite();
    source = createWebSource(inside);
  });
  afterEach(async () => {
    await source.close();
    await site.close();
  });

  const read = (path: string, config = configOf(`${site.url}/`)) =>
    source.read(config, `${site.url}${path}`, go);

  it('is kept to by its robots.txt, its crawl delay included', async () => {
    const waited: number[] = [];
    const clock = { now: () => 0, sleep: (ms: number) => Promise.resolve(void waited.push(ms)) };
    const polite = createWebSource({ ...inside, clock });
    site.pages.set('/robots.txt', { body: 'User-agent: *\nDisallow: /private\nCrawl-delay: 2' });
    site.pages.set('/private', { body: '<p>no</p>' });
    site.pages.set('/open', { body: '<p>yes</p>' });
    const config = configOf(`${site.url}/`);
    expect(await polite.read(config, `${site.url}/private`, go)).toMatchObject({ value: null });
    await polite.read(config, `${site.url}/open`, go);
    await polite.read(config, `${site.url}/open`, go);
    await polite.close();
    expect(site.asked).toEqual(['/robots.txt', '/open', '/open']);
    expect(waited).toEqual([2_000]);
  });

  it('is not read, and not taken for empty, while its robots.txt cannot be had', async () => {
    site.pages.set('/robots.txt', { status: 500, body: '' });
    site.pages.set('/sitemap.xml', {
      body: `<urlset><url><loc>${site.url}/a</loc></url></urlset>`,
    });
    const page = await source.list(configOf(`${site.url}/sitemap.xml`), null, go);
    expect(page).toMatchObject({ kind: 'unavailable', because: 'HTTP 500' });
  });

  it('has pages once, under their canonical address, of its own hosts', async () => {
    const urls = ['/a?utm_source=x#top', '/a', '/b&amp;c'].map((path) => site.url + path);
    const entries = [...urls, 'https://elsewhere.test/x'].map(
      (url) => `<url><loc>${url}</loc></url>`,
    );
    site.pages.set('/sitemap.xml', { body: `<urlset>${entries.join('')}</urlset>` });
    site.pages.set('/a', { body: `<link rel="canonical" href="/main"><p>x</p>` });
    site.pages.set('/none', { body: '<meta name="robots" content="noindex"><p>x</p>' });
    const page = await source.list(configOf(`${site.url}/sitemap.xml`), null, go);
    expect(page).toMatchObject({
      value: { articles: [{ id: `${site.url}/a` }, { id: `${site.url}/b&c` }], next: null },
    });
    expect(await read('/a')).toMatchObject({ kind: 'ok', value: null });
    expect(await read('/none')).toMatchObject({ kind: 'ok', value: null });
  });

  it('is found through an index that names itself, and is one page without a sitemap', async () => {
    const index = ['/index.xml', '/one.xml'].map(
      (path) => `<sitemap><loc>${site.url}${path}</loc></sitemap>`,
    );
    site.pages.set('/index.xml', { body: `<sitemapindex>${index.join('')}</sitemapindex>` });
    site.pages.set('/one.xml', { body: `<urlset><url><loc>${site.url}/a</loc></url></urlset>` });
    const config = configOf(`${site.url}/index.xml`);
    const first = await source.list(config, null, go);
    const next = first.kind === 'ok' ? first.value.next : null;
    expect(await source.list(config, next, go)).toMatchObject({
      value: { articles: [{ id: `${site.url}/a` }], next: null },
    });
    site.pages.set('/only', { body: '<p>x</p>' });
    expect(await source.list(configOf(`${site.url}/only`), null, go)).toMatchObject({
      value: { articles: [{ id: `${site.url}/only` }], next: null },
    });
  });

  it('is passed over where it is too large, of another kind, or away', async () => {
    site.pages.set('/large', { body: 'x'.repeat(6_000_000) });
    site.pages.set('/image', { headers: { 'content-type': 'image/png' }, body: 'x' });
    site.pages.set('/later', { status: 503, headers: { 'retry-after': '7' }, body: '' });
    expect(await read('/large')).toMatchObject({ code: 'SOURCE.TOO_LARGE' });
    expect(await read('/image')).toMatchObject({ code: 'SOURCE.TYPE' });
    expect(await read('/later')).toMatchObject({ kind: 'throttled' });
    expect(await read('/missing')).toMatchObject({ kind: 'ok', value: null });
  });
});

describe('what lies inside a network', () => {
  let site: Awaited<ReturnType<typeof openSite>>;
  beforeEach(async () => {
    site = await openSite();
    site.pages.set('/', { body: '<p>inside</p>' });
  });
  afterEach(() => site.close());

  const visit = async (location: string, resolve?: LookupFunction, hosts: string[] = []) => {
    const source = createWebSource({ timeoutMs: 2_000, ...(resolve ? { resolve } : {}) });
    const answer = await source.read(configOf(location, hosts), location, go);
    await source.close();
    return answer;
  };

  const resolvesTo =
    (...addresses: readonly string[]): LookupFunction =>
    (_name, options, done) => {
      const all = addresses.map((address) => ({ address, family: 4 }));
      if (options.all === true) done(null, all);
      else done(null, all[0]?.address ?? '', 4);
    };

  it.each(['127.0.0.1', '0.0.0.0', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])(
    'is not read by its address %s',
    async (host) => {
      expect(await visit(`http://${host}:${site.port}/`)).toMatchObject({
        code: 'SOURCE.PRIVATE_ADDRESS',
      });
      expect(site.asked).toEqual([]);
    },
  );

  it.each([[['127.0.0.1']], [['169.254.169.254']], [['93.184.216.34', '10.0.0.1']]])(
    'is not read by a name that means %j',
    async (addresses) => {
      const answer = await visit(`http://help.acme.test:${site.port}/`, resolvesTo(...addresses));
      expect(answer).toMatchObject({ code: 'SOURCE.PRIVATE_ADDRESS' });
      expect(site.asked).toEqual([]);
    },
  );

  it('has no second look-up that could answer otherwise: one connection, one answer, which is connected to', async () => {
    let asked = 0;
    const resolve: LookupFunction = (name, options, done) => {
      asked += 1;
      resolvesTo('127.0.0.1')(name, options, done);
    };
    const source = createWebSource({ ...inside, privateHosts: ['help.acme.test'], resolve });
    const location = `http://help.acme.test:${site.port}/`;
    site.pages.set('/robots.txt', { body: '' });
    expect(await source.read(configOf(location), location, go)).toMatchObject({ kind: 'ok' });
    await source.close();
    expect(site.asked).toEqual(['/robots.txt', '/']);
    expect(asked).toBe(site.connections());
  });

  it('is not read through a redirect, of the same host or of another', async () => {
    const source = createWebSource(inside);
    const config = configOf(`${site.url}/`);
    const to = (path: string, location: string) =>
      site.pages.set(path, { status: 302, headers: { location }, body: '' });
    to('/elsewhere', 'http://169.254.169.254/latest/');
    to('/file', 'file:///etc/passwd');
    to('/loop', '/loop');
    const codeOf = async (path: string) => source.read(config, site.url + path, go);
    expect(await codeOf('/elsewhere')).toMatchObject({ code: 'SOURCE.OTHER_HOST' });
    expect(await codeOf('/file')).toMatchObject({ code: 'SOURCE.ADDRESS' });
    expect(await codeOf('/loop')).toMatchObject({ code: 'SOURCE.REDIRECTS' });
    await source.close();
    const named = await visit('http://169.254.169.254/', undefined, ['169.254.169.254']);
    expect(named).toMatchObject({ code: 'SOURCE.PRIVATE_ADDRESS' });
  });
});
