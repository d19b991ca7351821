import type {
  Article,
  CurrentArticle,
  Knowledge,
  KnowledgeQuery,
  Passage,
  PassageHistory,
  PassageName,
} from '@deskstream/port-knowledge';
import { isFor } from '@deskstream/port-knowledge';
import type { At } from './at';
import { between } from './at';
import { passagesOf, rankByWords } from './rank-by-words';
import type { MemoryKnowledgeState, StoredPassages } from './state';
import { createMemoryKnowledgeState, keyOf, makeCurrent, makeGone } from './state';

export interface MemoryKnowledgeOptions {
  readonly state?: MemoryKnowledgeState;
  readonly at?: At;
}

export type MemoryKnowledge = Knowledge & PassageHistory;

/** Finds by words alone, without knowing a language. */
export const createMemoryKnowledge = ({
  state = createMemoryKnowledgeState(),
  at,
}: MemoryKnowledgeOptions = {}): MemoryKnowledge => ({
  retrieve: (query) =>
    between(at, 'knowledge.retrieve', () => {
      const ranked = rankByWords(askedPassages(state, query), query);
      return ranked.slice(0, query.limit);
    }),
  replaceAll: (workspace, articles) =>
    between(at, 'knowledge.replace-all', () => replaceAll(state, workspace, articles)),
  passageAt: (name) => between(at, 'knowledge.passage-at', () => passageAt(state, name)),
  currentVersion: ({ workspace, articleId }) =>
    between(
      at,
      'knowledge.current-version',
      () => state.current.get(workspace)?.get(articleId) ?? null,
    ),
  currentArticles: (owner) =>
    between(at, 'knowledge.current-articles', () => currentArticles(state, owner)),
});

const replaceAll = async (
  state: MemoryKnowledgeState,
  workspace: string,
  articles: AsyncIterable<Article> | Iterable<Article>,
) => {
  const before = new Map(state.current.get(workspace));
  const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  const given: Article[] = [];
  for await (const article of articles) given.push(article);
  for (const article of given) {
    const known = before.get(article.articleId);
    before.delete(article.articleId);
    if (known === article.version) counts.unchanged += 1;
    else counts[known === undefined ? 'added' : 'changed'] += 1;
    makeCurrent(state, workspace, article);
  }
  for (const articleId of before.keys()) makeGone(state, workspace, articleId);
  return { ...counts, removed: before.size };
};

/** Of each article as its first owner has it. */
const askedPassages = (
  { versions, current }: MemoryKnowledgeState,
  { workspace, alongside = [], audience }: KnowledgeQuery,
): readonly StoredPassages[] => {
  const asked = new Map<string, StoredPassages>();
  for (const owner of [workspace, ...alongside])
    for (const [articleId, version] of current.get(owner) ?? []) {
      const stored = versions.get(owner)?.get(keyOf(articleId, version));
      if (stored !== undefined && !asked.has(articleId)) asked.set(articleId, stored);
    }
  return [...asked.values()].filter(({ article }) => isFor(article.audience, audience));
};

const currentArticles = (
  { versions, current }: MemoryKnowledgeState,
  owner: string,
): readonly CurrentArticle[] =>
  [...(current.get(owner) ?? [])]
    .map(([articleId, version]) => {
      const stored = versions.get(owner)?.get(keyOf(articleId, version));
      return { articleId, version, title: stored?.article.title ?? articleId };
    })
    .sort((a, b) => (a.title < b.title ? -1 : 1));

const passageAt = (
  { versions }: MemoryKnowledgeState,
  { workspace, articleId, articleVersion, ordinal }: PassageName,
): Passage | null =>
  passagesOf(versions.get(workspace)?.get(keyOf(articleId, articleVersion)))[ordinal] ?? null;
