import { createHash } from 'node:crypto';
import type { SourcedArticle, SyncRun } from '@deskstream/port-knowledge';
import type {
  ListedArticle,
  SourceAnswer,
  SourceArticle,
  SourceRefusal,
} from '@deskstream/port-knowledge-source';
import { ARTICLE_UNUSABLE } from '@deskstream/port-knowledge-source';
import type { Syncing } from './sync';

/** Everything of a page is stored or noted, or the source is given up for now. */
export type PageDone =
  | { readonly kind: 'done'; readonly errors: SyncRun['errors'] }
  | { readonly kind: 'gave-up'; readonly refusal: SourceRefusal };

/** So many articles in a row that cannot be read are no fault of theirs. */
const MOST_FAILURES_IN_A_ROW = 5;
const NOT_FOR_ONE_ARTICLE: ReadonlySet<string> = new Set([
  'SOURCE.KEY_INVALID',
  'SOURCE.READ_DENIED',
  'SOURCE.NO_CONNECTION',
]);

/** Reads what changed since it was read last; what did not is only noted as still there. */
export const syncPage = async (
  syncing: Syncing,
  listed: readonly ListedArticle[],
): Promise<PageDone> => {
  const { deps, name, runId } = syncing;
  const ids = new Map(listed.map((each) => [articleIdOf(syncing, each.id), each]));
  const known = await deps.articles.known(name, [...ids.keys()]);
  const isSame = ([articleId, { changed }]: readonly [string, ListedArticle]): boolean =>
    changed !== null && known.get(articleId) === changed;
  const same = [...ids].filter(isSame).map(([articleId]) => articleId);
  if (same.length > 0) await deps.articles.keep(name, runId, same);
  const other = [...ids].filter((each) => !isSame(each));
  const errors: ArticleError[] = [];
  for (let from = 0; from < other.length; from += AT_A_TIME) {
    const done = await syncSome(syncing, other.slice(from, from + AT_A_TIME));
    if (done.kind === 'gave-up') return done;
    errors.push(...done.errors);
  }
  return { kind: 'done', errors };
};

type ArticleError = SyncRun['errors'][number];

/** Stored together: a process that is killed reads at most so many again. */
const AT_A_TIME = 25;

const syncSome = async (
  syncing: Syncing,
  some: readonly (readonly [string, ListedArticle])[],
): Promise<PageDone> => {
  const { deps, name, runId } = syncing;
  const errors: ArticleError[] = [];
  const articles: SourcedArticle[] = [];
  let refusal: SourceRefusal | null = null;
  let inARow = 0;
  for (const [articleId, listed] of some) {
    const answer = await readOne(syncing, listed);
    inARow = isOfItself(answer) ? 0 : inARow + 1;
    if (answer.kind === 'ok') articles.push(...sourced(articleId, listed, answer.value));
    else errors.push({ articleId, because: becauseOf(answer) });
    refusal = isOfAll(answer, inARow) ? answer : null;
    if (refusal !== null) break;
  }
  if (articles.length > 0) await deps.articles.put(name, runId, articles);
  return refusal === null ? { kind: 'done', errors } : { kind: 'gave-up', refusal };
};

/** Part of its passages' names for ever: the source's id, then the article's in it. */
const articleIdOf = ({ name }: Pick<Syncing, 'name'>, id: string): string => `${name.source}/${id}`;

export const becauseOf = (refusal: SourceRefusal): string => {
  if (refusal.kind === 'throttled') return 'HTTP 429';
  return refusal.kind === 'refused' ? `${refusal.code}: ${refusal.detail}` : refusal.because;
};

/** It was read, or is what it is, whoever asks and when. */
const isOfItself = (answer: SourceAnswer<unknown>): boolean =>
  answer.kind === 'ok' || (answer.kind === 'refused' && answer.code === ARTICLE_UNUSABLE);

/** What one article met would meet the others as well. */
const isOfAll = (answer: SourceAnswer<unknown>, inARow: number): answer is SourceRefusal =>
  answer.kind === 'throttled' ||
  inARow >= MOST_FAILURES_IN_A_ROW ||
  (answer.kind === 'refused' && NOT_FOR_ONE_ARTICLE.has(answer.code));

const readOne = (
  { config, source, calls }: Syncing,
  { id, article }: ListedArticle,
): Promise<SourceAnswer<SourceArticle | null>> =>
  article === undefined
    ? calls.make((signal) => source.read(config, id, signal))
    : Promise.resolve({ kind: 'ok', value: article });

/** None: it is not there any more. */
const sourced = (
  articleId: string,
  { changed }: ListedArticle,
  article: SourceArticle | null,
): readonly SourcedArticle[] => {
  if (article === null) return [];
  const { audience } = article;
  const [title, markdown] = [storable(article.title), storable(article.markdown)];
  const forWhom = audience === undefined ? '' : `\n${JSON.stringify(audience)}`;
  const text = `${title}\n${markdown}${forWhom}`;
  const version = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return [{ ...article, title, markdown, articleId, changed, version }];
};

/** PostgreSQL keeps every character but this one. */
const storable = (text: string): string => text.replaceAll('\0', '');
