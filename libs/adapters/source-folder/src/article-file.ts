import { isRecord } from '@deskstream/kernel';
import { htmlMarkdown } from '@deskstream/platform-text';
import type { SourceArticle } from '@deskstream/port-knowledge-source';
import { parse } from 'yaml';

/** A file as it is meant: its id, and the article. */
export interface ArticleFile {
  readonly id: string;
  readonly article: SourceArticle;
}

/** `path` is below the source's folder, with `/`. */
export const articleFileOf = (path: string, text: string): ArticleFile => {
  const { front, body } = split(text);
  const isHtml = /\.html?$/i.test(path);
  const markdown = (isHtml ? htmlMarkdown(body) : body).trim();
  const tag = isHtml ? TITLE_TAG : NOTHING;
  const title = textOf(front['title']) ?? firstOf(tag, body) ?? firstOf(HEADING, markdown);
  return {
    id: textOf(front['id']) ?? path,
    article: {
      title: title ?? path.replace(/\.[a-z]+$/i, ''),
      markdown,
      ...optional('url', front['url']),
      ...optional('language', front['language']),
      ...audienceOf(front),
    },
  };
};

/** `channels: [email]`, and `for: { plan: [team, business] }`: values that an attribute of the customer must have. */
const audienceOf = ({ channels, for: named }: Front): Pick<SourceArticle, 'audience'> => {
  const attributes = Object.entries(isRecord(named) ? named : {}).map(
    ([name, values]) => [name, textsOf(values)] as const,
  );
  const audience = {
    ...(channels === undefined ? {} : { channels: textsOf(channels) }),
    ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) }),
  };
  return Object.keys(audience).length === 0 ? {} : { audience };
};

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((each: unknown) => textOf(each) ?? []);

const TITLE_TAG = /<title[^>]*>([^<]*)<\/title>/i;
const HEADING = /^#\s+(.+?)\s*#*$/m;
const NOTHING = /(?!)/;

const firstOf = (pattern: RegExp, text: string): string | undefined =>
  textOf(pattern.exec(text)?.[1]);

const optional = <N extends string>(name: N, value: unknown): { readonly [K in N]?: string } => {
  const text = textOf(value);
  return (text === undefined ? {} : { [name]: text }) as { readonly [K in N]?: string };
};

type Front = Readonly<Record<string, unknown>>;

const split = (text: string): { readonly front: Front; readonly body: string } => {
  const match = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)/.exec(text);
  const front = match === null ? null : frontOf(match[1] ?? '');
  return match === null || front === null
    ? { front: {}, body: text }
    : { front, body: text.slice(match[0].length) };
};

/** `null`: what stands between the lines is no front matter, so it is text. */
const frontOf = (yaml: string): Front | null => {
  try {
    const value = parse(yaml) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Front)
      : null;
  } catch {
    return null;
  }
};

const textOf = (value: unknown): string | undefined => {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === '' ? undefined : text;
};
