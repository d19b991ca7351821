import type { SourceName, SyncRun } from '@deskstream/port-knowledge';
import type { Tables } from './article-rows';

const NOTHING_YET: Pick<SyncRun, 'cursor' | 'counts' | 'errors'> = {
  cursor: null,
  counts: { listed: 0, added: 0, changed: 0, removed: 0, unchanged: 0, failed: 0, requests: 0 },
  errors: [],
};

export const begin = async (
  { pool, schema }: Tables,
  { workspace, source }: SourceName,
  run: Pick<SyncRun, 'id' | 'because' | 'startedAt'>,
): Promise<SyncRun> => {
  const { rows } = await pool.query<{ run: SyncRun }>(
    `insert into ${schema}.knowledge_runs as mine (workspace, source, run) values ($1, $2, $3)
     on conflict (workspace, source) do update set run = mine.run returning run`,
    [workspace, source, JSON.stringify({ ...run, ...NOTHING_YET })],
  );
  return rows[0]?.run ?? { ...run, ...NOTHING_YET };
};

export const turn = async (
  { pool, schema }: Tables,
  { workspace, source }: SourceName,
  progress: Omit<SyncRun, 'because' | 'startedAt'>,
): Promise<void> => {
  await pool.query(
    `update ${schema}.knowledge_runs set run = run || $3::jsonb
     where workspace = $1 and source = $2 and run->>'id' = $4`,
    [workspace, source, JSON.stringify(progress), progress.id],
  );
};

export const finish = async (
  { pool, schema }: Tables,
  { workspace, source }: SourceName,
  runId: string,
): Promise<void> => {
  await pool.query(
    `delete from ${schema}.knowledge_runs
     where workspace = $1 and source = $2 and run->>'id' = $3`,
    [workspace, source, runId],
  );
};
