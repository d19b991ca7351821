import type { Clock } from '@deskstream/kernel';
import type {
  SourcedArticle,
  SourceName,
  StoredChange,
  StoredVersion,
} from '@deskstream/port-knowledge';
import { countIn, sourceKey } from './memory-runs';
import type { Head, MemoryKnowledgeState } from './state';
import { inMap, makeCurrent, makeGone } from './state';

interface Seeing {
  readonly runId: string;
  readonly ids: readonly string[];
}

const headsOf = (state: MemoryKnowledgeState, name: SourceName): Map<string, Head> =>
  inMap(state.heads, sourceKey(name), () => new Map<string, Head>());

export const known = (
  state: MemoryKnowledgeState,
  name: SourceName,
  ids: readonly string[],
): ReadonlyMap<string, string | null> => {
  const heads = headsOf(state, name);
  return new Map(
    ids.flatMap((id) => {
      const head = heads.get(id);
      return head === undefined || head.version === null ? [] : [[id, head.changed] as const];
    }),
  );
};

/** How many this run had not seen yet. */
export const keep = (
  state: MemoryKnowledgeState,
  name: SourceName,
  { runId, ids }: Seeing,
): number => {
  const heads = headsOf(state, name);
  let kept = 0;
  for (const id of ids) {
    const head = heads.get(id);
    if (head === undefined || head.version === null || head.runId === runId) continue;
    heads.set(id, { ...head, runId });
    kept += 1;
  }
  return kept;
};

export const put = (
  state: MemoryKnowledgeState,
  {
    name,
    runId,
    clock,
  }: { readonly name: SourceName; readonly runId: string; readonly clock: Clock },
  given: readonly SourcedArticle[],
): void => {
  const heads = headsOf(state, name);
  for (const article of new Map(given.map((each) => [each.articleId, each])).values()) {
    const before = heads.get(article.articleId);
    const { articleId, version, changed } = article;
    heads.set(articleId, { version, changed, runId });
    if (before?.version === version) {
      if (before.runId !== runId) countIn(state, name, { unchanged: 1 });
      continue;
    }
    const change = before === undefined || before.version === null ? 'added' : 'changed';
    makeCurrent(state, name.workspace, article);
    remember(state, name, {
      ...article,
      changed: null,
      source: name.source,
      storedAt: clock.now(),
    });
    tell(state, name, { runId, articleId, version, change });
    countIn(state, name, { [change]: 1 });
  }
};

const versionsKey = (workspace: string, articleId: string): string => `${workspace}\n${articleId}`;

const remember = (
  { sourced }: MemoryKnowledgeState,
  { workspace }: SourceName,
  article: StoredVersion,
): void => {
  const versions = inMap(sourced, versionsKey(workspace, article.articleId), () => []);
  if (!versions.some(({ version }) => version === article.version)) versions.push(article);
};

export const versionsOf = (
  { sourced }: MemoryKnowledgeState,
  workspace: string,
  articleId: string,
): readonly StoredVersion[] => [...(sourced.get(versionsKey(workspace, articleId)) ?? [])];

const tell = (
  state: MemoryKnowledgeState,
  name: SourceName,
  change: Omit<StoredChange, 'position'>,
): void => {
  state.lastPosition += 1;
  inMap(state.changes, sourceKey(name), () => []).push({ ...change, position: state.lastPosition });
};

/** What is there and was seen by another run only. */
export const unseenIn = (state: MemoryKnowledgeState, name: SourceName, runId: string) =>
  [...headsOf(state, name)].filter(([, head]) => head.version !== null && head.runId !== runId);

export const retireBut = (
  state: MemoryKnowledgeState,
  name: SourceName,
  { runId, seenIn }: { readonly runId: string; readonly seenIn: string },
): number => {
  const heads = headsOf(state, name);
  const gone = unseenIn(state, name, seenIn);
  for (const [articleId, { version, ...head }] of gone) {
    heads.set(articleId, { ...head, version: null, changed: null });
    makeGone(state, name.workspace, articleId);
    tell(state, name, { runId, articleId, version: version ?? '', change: 'removed' });
  }
  countIn(state, name, { removed: gone.length });
  return gone.length;
};
