import type { At } from '../standing';
import { createBreather } from './breather';
import { createPassageIndex } from './passage-index';
import type { PassageIndex } from './passage-index';
import { changedArticles, readCurrent, revisionOf } from './passage-rows';
import type { Stored } from './passage-rows';
import { createPastViews } from './past-views';
import { viewOf } from './view';
import type { View } from './view';

/** The passages of the workspaces that were asked, each as new as the database. */
export interface PassageCache {
  /** `at`: those that stood at a time. */
  of(workspace: string, at?: At): Promise<View>;
}

export interface Cached {
  /** `null`: nothing was read yet. */
  readonly revision: number | null;
  readonly index: PassageIndex;
  readonly view: View;
}

/** Articles read at a time: some hundred passages with their vectors. */
const PAGE = 20;

export const createPassageCache = (stored: Stored): PassageCache => {
  const cached = new Map<string, Cached>();
  const turns = new Map<string, Promise<unknown>>();
  const past = createPastViews(stored);
  const refreshed = async (workspace: string): Promise<Cached> => {
    const now = await refresh(stored, workspace, cached.get(workspace) ?? nothing());
    cached.set(workspace, now);
    return now;
  };
  const find = async (workspace: string, at: At): Promise<View> => {
    const now = await refreshed(workspace);
    return at === undefined ? now.view : past(workspace, at, now);
  };
  return {
    // One after the other: an index has one writer, and who asks later sees what was committed by then.
    of: (workspace, at) => {
      const before = turns.get(workspace) ?? Promise.resolve();
      const turn = before.then(() => find(workspace, at));
      turns.set(
        workspace,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
};

const nothing = (): Cached => {
  const index = createPassageIndex();
  return { revision: null, index, view: viewOf(index, new Uint8Array(0)) };
};

/** Reads only the articles that changed. What is read twice, also after a failure, is there once. */
const refresh = async (stored: Stored, workspace: string, known: Cached): Promise<Cached> => {
  // Read before the articles: a change in between is read again the next time.
  const revision = await revisionOf(stored, workspace);
  if (revision === known.revision) return known;
  const base = isUsable(known, revision) ? known : nothing();
  const changed = await changedArticles(stored, workspace, base.revision);
  const current: number[] = [];
  for (let from = 0; from < changed.length; from += PAGE) {
    const page = changed.slice(from, from + PAGE);
    current.push(...(await readPage(stored, workspace, { page, index: base.index })));
  }
  return { revision, index: base.index, view: changedView(base, changed, current) };
};

/** A revision that fell is another database's. An index mostly of what stands no more is made anew. */
const isUsable = ({ revision, index, view }: Cached, now: number): boolean =>
  revision !== null && revision < now && index.keys.length <= 2 * view.count + 1_000;

interface Page {
  readonly page: readonly string[];
  readonly index: PassageIndex;
}

/** Rows of what answers now. */
const readPage = async (
  stored: Stored,
  workspace: string,
  { page, index }: Page,
): Promise<readonly number[]> => {
  const versions = new Map(page.map((articleId) => [articleId, new Set<string>()]));
  const rows: number[] = [];
  const breathe = createBreather();
  for (const { current, ...passage } of await readCurrent(stored, workspace, page)) {
    versions.get(passage.articleId)?.add(passage.version);
    const row = index.put(passage);
    if (current) rows.push(row);
    await breathe();
  }
  // What stood before may get a vector that is not looked for here: whoever asks of then reads it again.
  for (const [articleId, kept] of versions) index.keepOnly(articleId, kept);
  return rows;
};

const changedView = (
  { index, view }: Cached,
  changed: readonly string[],
  current: readonly number[],
): View => {
  const articles = new Set(changed.map((articleId) => index.numberOf(articleId)));
  const standing = new Uint8Array(index.keys.length);
  view.standing.forEach((stands, row) => {
    if (stands === 1 && !articles.has(index.articles[row])) standing[row] = 1;
  });
  for (const row of current) standing[row] = 1;
  return viewOf(index, standing);
};
