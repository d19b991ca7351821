import type { PoolClient } from '@deskstream/platform-postgres';
import type { RunCounts, SourceName } from '@deskstream/port-knowledge';

/** In the transaction of what is counted, so that a run that is taken up again counts nothing twice. */
export const countIn = async (
  client: PoolClient,
  schema: string,
  { workspace, source }: SourceName,
  more: Partial<RunCounts>,
): Promise<void> => {
  await client.query(
    `update ${schema}.knowledge_runs r set run = jsonb_set(run, '{counts}',
       (select jsonb_object_agg(key, value::int + coalesce(($3::jsonb->>key)::int, 0))
        from jsonb_each_text(r.run->'counts')))
     where workspace = $1 and source = $2`,
    [workspace, source, JSON.stringify(more)],
  );
};

/** How many this run had not seen yet. */
export const markSeen = async (
  client: PoolClient,
  schema: string,
  { workspace, source }: SourceName,
  { runId, articleIds }: { readonly runId: string; readonly articleIds: readonly string[] },
): Promise<number> => {
  const { rowCount } = await client.query(
    `update ${schema}.knowledge_heads set run_id = $3
     where workspace = $1 and source = $2 and article_id = any($4)
       and version is not null and run_id <> $3`,
    [workspace, source, runId, articleIds],
  );
  return rowCount ?? 0;
};
