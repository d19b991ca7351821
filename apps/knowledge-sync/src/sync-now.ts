import type { KnowledgeSyncFinished } from '@deskstream/contracts';
import { openKnowledgeLog } from '@deskstream/platform-knowledge';
import type { EventLog } from '@deskstream/port-event-log';
import type { SourceConfig } from '@deskstream/port-knowledge-source';
import type { SyncDeps } from './sync';
import { syncSource } from './sync-source';

/** One sync in this process; `null`: another process is at it. The schedule goes on from here. */
export const syncNow = async (
  deps: Omit<SyncDeps, 'history'> & {
    readonly log: Pick<EventLog, 'publish' | 'ends' | 'readTopic'>;
  },
  config: SourceConfig,
  { by, acceptRemovals = false }: { readonly by: string; readonly acceptRemovals?: boolean },
  signal: AbortSignal = new AbortController().signal,
): Promise<KnowledgeSyncFinished | null> => {
  const history = openKnowledgeLog(deps.log, deps.logger);
  return syncSource({ ...deps, history }, { config, because: by, acceptRemovals, signal });
};
