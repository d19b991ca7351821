import type { StoredChange, StoredVersion, SyncRun } from '@deskstream/port-knowledge';
import { cutIntoPassages } from '@deskstream/platform-text';
import type { Article } from '@deskstream/port-knowledge';

/** Survives crashes; treat it as opaque. By workspace, or by `workspace/source`. */
export interface MemoryKnowledgeState {
  /** Every version that an article ever had, with its passages. */
  readonly versions: Map<string, Map<string, StoredPassages>>;
  /** Which version of an article answers now. */
  readonly current: Map<string, Map<string, string>>;
  readonly sourced: Map<string, StoredVersion[]>;
  readonly heads: Map<string, Map<string, Head>>;
  readonly runs: Map<string, SyncRun>;
  readonly changes: Map<string, StoredChange[]>;
  readonly locked: Set<string>;
  lastPosition: number;
}

export interface StoredPassages {
  readonly article: Article;
  readonly cuts: readonly { readonly heading: string; readonly text: string }[];
}

export interface Head {
  /** `null`: it was taken away. */
  readonly version: string | null;
  readonly changed: string | null;
  readonly runId: string;
}

export const createMemoryKnowledgeState = (): MemoryKnowledgeState => ({
  versions: new Map(),
  current: new Map(),
  sourced: new Map(),
  heads: new Map(),
  runs: new Map(),
  changes: new Map(),
  locked: new Set(),
  lastPosition: 0,
});

export const inMap = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
};

export const keyOf = (articleId: string, version: string): string => `${articleId}\n${version}`;

/** From now on this version answers; its words are kept for good. */
export const makeCurrent = (
  state: MemoryKnowledgeState,
  workspace: string,
  article: Article,
): void => {
  const versions = inMap(state.versions, workspace, () => new Map<string, StoredPassages>());
  const key = keyOf(article.articleId, article.version);
  if (!versions.has(key)) versions.set(key, { article, cuts: cutIntoPassages(article.markdown) });
  inMap(state.current, workspace, () => new Map<string, string>()).set(
    article.articleId,
    article.version,
  );
};

export const makeGone = (
  state: MemoryKnowledgeState,
  workspace: string,
  articleId: string,
): boolean => state.current.get(workspace)?.delete(articleId) ?? false;
