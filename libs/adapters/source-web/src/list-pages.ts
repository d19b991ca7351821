import type { ListedPage, SourceAnswer, SourceRefusal } from '@deskstream/port-knowledge-source';
import type { Fetcher } from './fetch-page';
import { fetchPage } from './fetch-page';
import { pageAddress } from './page-address';
import type { Robots } from './robots';
import type { Sitemap, SitemapEntry } from './sitemap';
import { sitemapOf } from './sitemap';

interface Visit {
  readonly robots: Robots;
  readonly fetcher: Fetcher;
}

/** Each sitemap is one page of the list. An index may name itself: what was read is not read again. */
interface Cursor {
  readonly left: readonly string[];
  readonly read: readonly string[];
}

const MOST_SITEMAPS = 500;
const MOST_PAGES = 20_000;

export const listPages = async (
  visit: Visit,
  location: string,
  cursor: string | null,
): Promise<SourceAnswer<ListedPage>> => {
  const { left, read }: Cursor =
    cursor === null ? { left: [location], read: [] } : (JSON.parse(cursor) as Cursor);
  const [sitemap, ...others] = left;
  if (sitemap === undefined) return { kind: 'ok', value: { articles: [], next: null } };
  const page = await fetchPage(visit.fetcher, sitemap);
  if (page.kind !== 'page') return page;
  const rest: Cursor = { left: others, read: [...read, sitemap] };
  const found = sitemapOf(page.text);
  if (found !== null) return listed(visit, found, rest);
  if (cursor !== null) return listed(visit, { kind: 'index', sitemaps: [] }, rest);
  const further = await sitemapsBeside(visit, location);
  if (!Array.isArray(further)) return further as SourceRefusal;
  // Without a sitemap the site is the one page that was named.
  return further.length === 0
    ? listed(visit, { kind: 'pages', entries: [{ url: page.url, changed: null }] }, rest)
    : listed(visit, { kind: 'index', sitemaps: further as readonly string[] }, rest);
};

/** Of robots.txt, else the usual place. */
const sitemapsBeside = async (
  { robots, fetcher }: Visit,
  location: string,
): Promise<readonly string[] | SourceRefusal> => {
  const rules = await robots.of(fetcher, location);
  if (rules.kind !== 'rules') return rules;
  if (rules.sitemaps.length > 0) return rules.sitemaps;
  const usual = new URL('/sitemap.xml', location).href;
  const page = await fetchPage(fetcher, usual);
  return page.kind === 'page' && sitemapOf(page.text) !== null ? [usual] : [];
};

const listed = async (
  visit: Visit,
  found: Sitemap,
  rest: Cursor,
): Promise<SourceAnswer<ListedPage>> => {
  const named = found.kind === 'index' ? found.sitemaps : [];
  const fresh = [...new Set(named)].filter((each) => ![...rest.left, ...rest.read].includes(each));
  const left = [...rest.left, ...fresh].slice(0, MOST_SITEMAPS - rest.read.length);
  const cursor = left.length === 0 ? null : JSON.stringify({ left, read: rest.read });
  if (found.kind === 'index') return { kind: 'ok', value: { articles: [], next: cursor } };
  const wanted = await wantedOf(visit, found.entries.slice(0, MOST_PAGES));
  return wanted.kind === 'ok'
    ? { kind: 'ok', value: { articles: wanted.value, next: cursor } }
    : wanted;
};

/** Once each, of allowed hosts, and allowed by their robots.txt. */
const wantedOf = async (
  { robots, fetcher }: Visit,
  entries: readonly SitemapEntry[],
): Promise<SourceAnswer<ListedPage['articles']>> => {
  const wanted = new Map<string, string | null>();
  for (const { url, changed } of entries) {
    const address = pageAddress(url);
    if (address === null || !fetcher.hosts.has(new URL(address).host)) continue;
    const rules = await robots.of(fetcher, address);
    if (rules.kind !== 'rules') return rules;
    if (rules.isAllowed(address)) wanted.set(address, changed);
  }
  return { kind: 'ok', value: [...wanted].map(([id, changed]) => ({ id, changed })) };
};
