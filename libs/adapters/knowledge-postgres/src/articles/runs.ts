import { InfraError } from '@deskstream/kernel';
import { inTransaction } from '@deskstream/platform-postgres';
import type { DonePage, SourceName, SyncRun } from '@deskstream/port-knowledge';
import { countIn, markSeen } from './counting';
import type { Tables } from './tables';

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
  return withTotal(rows[0]?.run ?? { ...run, ...NOTHING_YET });
};

export const turn = (
  { pool, schema }: Tables,
  name: SourceName,
  runId: string,
  { cursor, errors, requests }: DonePage,
): Promise<SyncRun> =>
  inTransaction(pool, async (client) => {
    const articleIds = errors.map(({ articleId }) => articleId);
    await markSeen(client, schema, name, { runId, articleIds });
    await countIn(client, schema, name, { failed: errors.length, requests });
    const { rows } = await client.query<{ run: SyncRun }>(
      `update ${schema}.knowledge_runs set run = run || jsonb_build_object('cursor', $4::text,
         'errors', (select coalesce(jsonb_agg(e), '[]') from
            (select e from jsonb_array_elements(run->'errors' || $5::jsonb) e limit 100) as first))
       where workspace = $1 and source = $2 and run->>'id' = $3 returning run`,
      [name.workspace, name.source, runId, cursor, JSON.stringify(errors)],
    );
    if (rows[0] === undefined) throw runIsGone(name);
    return withTotal(rows[0].run);
  });

const withTotal = (run: SyncRun): SyncRun => {
  const { added, changed, unchanged, failed } = run.counts;
  return { ...run, counts: { ...run.counts, listed: added + changed + unchanged + failed } };
};

const runIsGone = ({ workspace, source }: SourceName) =>
  new InfraError(
    'KNOWLEDGE.RUN_GONE',
    `The sync of ${workspace}/${source} was finished by another process; it begins again.`,
    true,
  );

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
