import { createHash } from 'node:crypto';
import type { SourcedArticle, SyncRun } from '@deskstream/port-knowledge';
import type {
  ListedArticle,
  SourceArticle,
  SourceRefusal,
} from '@deskstream/port-knowledge-source';
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
  const errors: { articleId: string; because: string }[] = [];
  let inARow = 0;
  for (const [articleId, article] of [...ids].filter((each) => !isSame(each))) {
    const refusal = await syncArticle(syncing, articleId, article);
    inARow = refusal === null ? 0 : inARow + 1;
    if (refusal === null) continue;
    if (isOfAll(refusal) || inARow >= MOST_FAILURES_IN_A_ROW) return { kind: 'gave-up', refusal };
    errors.push({ articleId, because: becauseOf(refusal) });
  }
  return { kind: 'done', errors };
};

/** Part of its passages' names for ever: the source's id, then the article's in it. */
export const articleIdOf = ({ name }: Pick<Syncing, 'name'>, id: string): string =>
  `${name.source}/${id}`;

export const becauseOf = (refusal: SourceRefusal): string => {
  if (refusal.kind === 'throttled') return 'HTTP 429';
  return refusal.kind === 'refused' ? `${refusal.code}: ${refusal.detail}` : refusal.because;
};

const isOfAll = (refusal: SourceRefusal): boolean =>
  refusal.kind === 'throttled' ||
  (refusal.kind === 'refused' && NOT_FOR_ONE_ARTICLE.has(refusal.code));

/** `null`: stored, or not there any more. */
const syncArticle = async (
  { deps, name, config, source, calls, runId }: Syncing,
  articleId: string,
  listed: ListedArticle,
): Promise<SourceRefusal | null> => {
  const answer =
    listed.article === undefined
      ? await calls.make((signal) => source.read(config, listed.id, signal))
      : { kind: 'ok' as const, value: listed.article };
  if (answer.kind !== 'ok') return answer;
  if (answer.value === null) return null;
  await deps.articles.put(name, runId, sourced(articleId, listed, answer.value));
  return null;
};

const sourced = (
  articleId: string,
  { changed }: ListedArticle,
  { title, markdown, url, language, updatedAt }: SourceArticle,
): SourcedArticle => ({
  articleId,
  changed,
  version: createHash('sha256').update(`${title}\n${markdown}`).digest('hex').slice(0, 16),
  title,
  markdown,
  ...(url === undefined ? {} : { url }),
  ...(language === undefined ? {} : { language }),
  ...(updatedAt === undefined ? {} : { updatedAt }),
});
