import type { EpochMs } from '@deskstream/kernel';
import { createBreather } from './breather';
import type { PassageIndex } from './passage-index';
import { lastChangeBefore, readVersions, standingVersions } from './passage-rows';
import type { Stored, VersionName } from './passage-rows';
import { viewOf } from './view';
import type { View } from './view';

/** What the view of now says of its workspace. */
interface Now {
  readonly revision: number | null;
  readonly index: PassageIndex;
}

/** Views of times that were asked of; a few, as sessions next to each other share one. */
const KEPT = 4;
/** Versions read at a time. */
const PAGE = 20;

/** Versions that stand no more are read into the index of now when they are asked for. */
export const createPastViews = (stored: Stored) => {
  const made = new Map<string, View>();
  return async (workspace: string, at: EpochMs, now: Now): Promise<View> => {
    const change = await lastChangeBefore(stored, workspace, at);
    const name = `${workspace} ${String(now.revision)} ${change}`;
    const view = made.get(name) ?? (await makeView(stored, now.index, { workspace, at }));
    made.delete(name);
    made.set(name, view);
    for (const oldest of [...made.keys()].slice(0, -KEPT)) made.delete(oldest);
    return view;
  };
};

const makeView = async (
  stored: Stored,
  index: PassageIndex,
  { workspace, at }: { readonly workspace: string; readonly at: EpochMs },
): Promise<View> => {
  const versions = await standingVersions(stored, workspace, at);
  const missing = versions.filter(({ articleId, version }) => !index.rowsOf(articleId, version));
  const breathe = createBreather();
  for (let from = 0; from < missing.length; from += PAGE)
    for (const passage of await readVersions(stored, workspace, missing.slice(from, from + PAGE))) {
      index.put(passage);
      await breathe();
    }
  const standing = new Uint8Array(index.keys.length);
  for (const row of rowsOf(index, versions)) standing[row] = 1;
  return viewOf(index, standing);
};

const rowsOf = (index: PassageIndex, versions: readonly VersionName[]): readonly number[] =>
  versions.flatMap(({ articleId, version }) => index.rowsOf(articleId, version) ?? []);
