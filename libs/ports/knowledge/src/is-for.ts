import type { ArticleAudience, Audience } from './knowledge.port';

/** Whether an article may be shown to whoever asks. */
export const isFor = (article: ArticleAudience | undefined, asking: Audience = {}): boolean =>
  holds(article?.channels, asking.channel) &&
  Object.entries(article?.attributes ?? {}).every(([name, values]) =>
    holds(values, asking.attributes?.[name]),
  );

const holds = (values: readonly string[] | undefined, value: string | undefined): boolean =>
  values === undefined || (value !== undefined && values.includes(value));
