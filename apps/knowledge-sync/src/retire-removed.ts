import type { Settings } from '@deskstream/port-settings';
import { configsOf } from './configs';
import type { SyncDeps } from './sync';
import { tellChanges } from './tell-changes';

/** Articles of a source that the settings do not name any more are not answered from any more. */
export const retireRemoved = () => {
  let looked = '';
  return async (deps: SyncDeps, settings: Settings): Promise<void> => {
    const wanted = settings
      .all()
      .flatMap(configsOf)
      .map(({ workspace, source }) => `${workspace}/${source.id}`);
    const look = wanted.join('\n');
    // What there is changes only by syncs of what is wanted.
    if (look === looked && looked !== '') return;
    for (const name of await deps.articles.sources())
      if (!wanted.includes(`${name.workspace}/${name.source}`)) await retire(deps, name);
    looked = look;
  };
};

const retire = (
  deps: SyncDeps,
  name: { readonly workspace: string; readonly source: string },
): Promise<unknown> =>
  deps.articles.alone(name, async () => {
    const { id } = await deps.articles.begin(name, {
      id: 'source-removed',
      because: 'settings',
      startedAt: deps.clock.now(),
    });
    const removed = await deps.articles.retireAll(name);
    await tellChanges({ deps, name });
    await deps.articles.finish(name, id);
    deps.logger.info({ ...name, removed }, 'the articles of a source that was removed are retired');
  });
