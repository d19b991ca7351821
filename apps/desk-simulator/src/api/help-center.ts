import type { EpochMs } from '@deskstream/kernel';
import { seconds } from '../desk/shapes';
import type { ApiAnswer, ApiRequest } from './answers';
import { notFound, ok } from './answers';
import { pageOf } from './reading';

export interface HelpArticle {
  readonly id: string;
  readonly title: string;
  /** HTML. */
  readonly body: string;
  readonly state: 'published' | 'draft';
  /** Id of its collection, if any. */
  readonly collection: string | null;
  readonly updatedAt: EpochMs;
}

/** Help centers, collections and articles of one workspace; tests and the control API fill it. */
export const createHelpCenter = () => {
  const articles = new Map<string, HelpArticle>();
  const centers = [{ id: '100', name: 'Help Center' }];
  const collections = [{ id: '200', center: '100' }];
  return {
    articles: (): readonly HelpArticle[] =>
      [...articles.values()].sort((a, b) => b.updatedAt - a.updatedAt),
    find: (id: string) => articles.get(id),
    put: (article: HelpArticle): void => void articles.set(article.id, article),
    remove: (id: string): boolean => articles.delete(id),
    /** A further help center with one collection. */
    addCenter: (id: string, name: string, collection: string): void => {
      centers.push({ id, name });
      collections.push({ id: collection, center: id });
    },
    centers,
    collections,
  };
};

export type HelpCenter = ReturnType<typeof createHelpCenter>;

export const readArticle = (center: HelpCenter, id: string, appId: string): ApiAnswer => {
  const article = center.find(id);
  return article === undefined ? notFound('Article') : ok(articleShape(article, appId));
};

/** The newest change first; `page` or `starting_after` goes on. */
export const listArticles = (
  center: HelpCenter,
  query: ApiRequest['query'],
  appId: string,
): ApiAnswer => listed(center.articles(), query, (each) => articleShape(each, appId));

export const listCenters = ({ centers }: HelpCenter, appId: string): ApiAnswer =>
  ok({
    type: 'list',
    data: centers.map(({ id, name }) => ({
      id,
      workspace_id: appId,
      created_at: STARTED,
      updated_at: STARTED,
      identifier: `${appId}-${id}`,
      website_turned_on: true,
      display_name: name,
      default: id === '100',
      locales: ['en'],
    })),
  });

export const listCollections = (
  { collections }: HelpCenter,
  query: ApiRequest['query'],
  appId: string,
): ApiAnswer =>
  listed(collections, query, ({ id, center }) => ({
    id,
    workspace_id: appId,
    name: `Collection ${id}`,
    description: null,
    created_at: STARTED,
    updated_at: STARTED,
    url: null,
    icon: null,
    order: 1,
    default_locale: 'en',
    parent_id: null,
    help_center_id: Number(center),
  }));

const STARTED = 1_770_000_000;

const listed = <T>(
  all: readonly T[],
  query: ApiRequest['query'],
  shape: (it: T) => unknown,
): ApiAnswer => {
  const { items, pages } = pageOf(all, query);
  return ok({ type: 'list', pages, total_count: all.length, data: items.map(shape) });
};

const articleShape = (article: HelpArticle, appId: string) => ({
  type: 'article',
  id: article.id,
  workspace_id: appId,
  title: article.title,
  description: '',
  body: article.body,
  author_id: 1,
  state: article.state,
  created_at: STARTED,
  updated_at: seconds(article.updatedAt),
  url: article.state === 'published' ? `https://help.example.com/en/articles/${article.id}` : null,
  parent_id: article.collection === null ? null : Number(article.collection),
  parent_ids: article.collection === null ? [] : [Number(article.collection)],
  parent_type: article.collection === null ? null : 'collection',
  default_locale: 'en',
});
