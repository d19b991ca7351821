import type { RunCounts, SourceName, SyncRun } from '@deskstream/port-knowledge';
import type { MemoryKnowledgeState } from './state';

export const sourceKey = ({ workspace, source }: SourceName): string => `${workspace}/${source}`;

export const NOTHING_YET: Pick<SyncRun, 'cursor' | 'counts' | 'errors'> = {
  cursor: null,
  counts: { listed: 0, added: 0, changed: 0, removed: 0, unchanged: 0, failed: 0, requests: 0 },
  errors: [],
};

const COUNTED = ['added', 'changed', 'removed', 'unchanged', 'failed', 'requests'] as const;

export const countIn = (
  { runs }: MemoryKnowledgeState,
  name: SourceName,
  more: Partial<RunCounts>,
): void => {
  const run = runs.get(sourceKey(name));
  if (run === undefined) return;
  const counts = { ...run.counts };
  for (const key of COUNTED) counts[key] += more[key] ?? 0;
  runs.set(sourceKey(name), { ...run, counts });
};

export const withTotal = (run: SyncRun): SyncRun => {
  const { added, changed, unchanged, failed } = run.counts;
  return { ...run, counts: { ...run.counts, listed: added + changed + unchanged + failed } };
};
