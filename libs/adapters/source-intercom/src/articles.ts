import type { Fields } from '@deskstream/platform-payload';
import { idOf, textOf } from '@deskstream/platform-payload';
import { htmlMarkdown } from '@deskstream/platform-text';
import type { ListedArticle, SourceArticle } from '@deskstream/port-knowledge-source';

export const isPublished = ({ state }: Fields): boolean => state === 'published';

export const listedOf = (article: Fields): ListedArticle => {
  const at = article['updated_at'];
  return {
    id: idOf(article['id']) ?? '',
    changed: typeof at === 'number' ? String(at) : null,
    article: articleOf(article),
  };
};

/** In its default language. The vendor's own Markdown is not used: older versions of the API have none. */
export const articleOf = (article: Fields): SourceArticle => {
  const { title, body, url, default_locale: language, updated_at: at } = article;
  return {
    title: textOf(title) || (idOf(article['id']) ?? ''),
    markdown: htmlMarkdown(textOf(body)),
    ...(textOf(url) === '' ? {} : { url: textOf(url) }),
    ...(textOf(language) === '' ? {} : { language: textOf(language) }),
    ...(typeof at === 'number' ? { updatedAt: at * 1000 } : {}),
  };
};
