import type { SourceName, StoredChange } from '@deskstream/port-knowledge';
import type { Tables } from './tables';

interface ChangeRow {
  readonly position: string;
  readonly run_id: string;
  readonly article_id: string;
  readonly version: string;
  readonly change: StoredChange['change'];
}

export const untold = async (
  { pool, schema }: Tables,
  { workspace, source }: SourceName,
  limit: number,
): Promise<readonly StoredChange[]> => {
  const { rows } = await pool.query<ChangeRow>(
    `select position, run_id, article_id, version, change from ${schema}.knowledge_changes
     where workspace = $1 and source = $2 order by position limit $3`,
    [workspace, source, limit],
  );
  return rows.map(({ position, run_id, article_id, version, change }) => ({
    position: Number(position),
    runId: run_id,
    articleId: article_id,
    version,
    change,
  }));
};

export const told = async (
  { pool, schema }: Tables,
  { workspace, source }: SourceName,
  upTo: number,
): Promise<void> => {
  await pool.query(
    `delete from ${schema}.knowledge_changes
     where workspace = $1 and source = $2 and position <= $3`,
    [workspace, source, upTo],
  );
};
