import { htmlMarkdown } from '@deskstream/platform-text';
import type { SourceArticle } from '@deskstream/port-knowledge-source';
import type { Fetched } from './fetch-page';
import { pageAddress } from './page-address';

/** The main part of a page; `null`: it stands under another address, or says not to be kept. */
export const pageArticle = (page: Fetched, id: string): SourceArticle | null => {
  const { text: html, url } = page;
  if (/^text\/(plain|markdown)/.test(page.type))
    return { title: titleOf(html, url), markdown: html.trim(), url };
  const address = canonicalOf(html, url);
  if (address !== id || !isToBeKept(html)) return null;
  const markdown = htmlMarkdown(mainOf(html));
  const language = attributeOf(html, /<html\b[^>]*>/i, 'lang');
  return {
    title: titleOf(markdown, textIn(html, 'title') ?? url),
    markdown,
    url: address,
    ...(language === null ? {} : { language }),
  };
};

const canonicalOf = (html: string, url: string): string => {
  const link = attributeOf(html, /<link\b[^>]*\brel=["']?canonical["']?[^>]*>/i, 'href');
  return pageAddress(link ?? url, url) ?? url;
};

const isToBeKept = (html: string): boolean => {
  const tag = /<meta\b[^>]*\bname=["']?robots["']?[^>]*>/i;
  return !/\b(noindex|none)\b/i.test(attributeOf(html, tag, 'content') ?? '');
};

/** `<article>` or `<main>` where a page has exactly one; navigation around it goes. */
const mainOf = (html: string): string => {
  for (const tag of ['article', 'main']) {
    const found = [...html.matchAll(new RegExp(`<${tag}[\\s>][\\s\\S]*?</${tag}>`, 'gi'))];
    if (found.length === 1) return found[0]?.[0] ?? html;
  }
  return html;
};

const titleOf = (markdown: string, otherwise: string): string =>
  /^#\s+(.+?)\s*#*$/m.exec(markdown)?.[1] ?? otherwise;

const textIn = (html: string, tag: string): string | null => {
  const found = new RegExp(`<${tag}[^>]*>([^<]*)</${tag}>`, 'i').exec(html)?.[1];
  return found === undefined || found.trim() === '' ? null : htmlMarkdown(found);
};

const attributeOf = (html: string, tag: RegExp, name: string): string | null => {
  const found = tag.exec(html)?.[0] ?? '';
  const value = new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(found);
  const text = value?.slice(1).find((each) => each !== undefined);
  return text === undefined || text === '' ? null : text.replaceAll('&amp;', '&');
};
