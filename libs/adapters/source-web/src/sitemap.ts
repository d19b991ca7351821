import { fieldsOf, listOf, textOf } from '@deskstream/platform-payload';
import { XMLParser } from 'fast-xml-parser';

export interface SitemapEntry {
  readonly url: string;
  readonly changed: string | null;
}

export type Sitemap =
  | { readonly kind: 'pages'; readonly entries: readonly SitemapEntry[] }
  | { readonly kind: 'index'; readonly sitemaps: readonly string[] };

/** Entities stay as they are, so a document cannot grow while it is read. */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  removeNSPrefix: true,
  processEntities: false,
  isArray: (name) => name === 'url' || name === 'sitemap',
});

/** `null`: it is no sitemap (sitemaps.org). */
export const sitemapOf = (text: string): Sitemap | null => {
  if (!/<(\w+:)?(urlset|sitemapindex)[\s>]/.test(text)) return null;
  const root = fieldsOf(parsed(text));
  if (root['sitemapindex'] !== undefined)
    return {
      kind: 'index',
      sitemaps: listOf(fieldsOf(root['sitemapindex'])['sitemap']).map((each) => entryOf(each).url),
    };
  if (root['urlset'] === undefined) return null;
  const entries = listOf(fieldsOf(root['urlset'])['url']).map(entryOf);
  return { kind: 'pages', entries };
};

const parsed = (text: string): unknown => {
  try {
    return parser.parse(text) as unknown;
  } catch {
    return null;
  }
};

const entryOf = (entry: unknown): SitemapEntry => {
  const { loc, lastmod } = fieldsOf(entry);
  const changed = textOf(lastmod).trim();
  return { url: decoded(textOf(loc).trim()), changed: changed === '' ? null : changed };
};

const decoded = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_all, name: string) => ENTITIES[name] ?? '');

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
