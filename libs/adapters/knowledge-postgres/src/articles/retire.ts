import { inTransaction } from '@deskstream/platform-postgres';
import type { SourceName } from '@deskstream/port-knowledge';
import { retire } from '../postgres-knowledge';
import type { Tables } from './tables';
import { countIn } from './counting';

export const retireUnseen = (tables: Tables, name: SourceName, runId: string): Promise<number> =>
  retireBut(tables, name, { runId, seenIn: runId });

/** No run has this id: all of them go. */
const NO_RUN = '';

export const retireAll = (tables: Tables, name: SourceName): Promise<number> =>
  retireBut(tables, name, { runId: 'source-removed', seenIn: NO_RUN });

const retireBut = (
  { pool, schema }: Tables,
  { workspace, source }: SourceName,
  { runId, seenIn }: { readonly runId: string; readonly seenIn: string },
): Promise<number> =>
  inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ article_id: string }>(
      `with gone as (
         select article_id, version from ${schema}.knowledge_heads
         where workspace = $1 and source = $2 and version is not null and run_id <> $3 for update
       ), told as (
         insert into ${schema}.knowledge_changes (workspace, source, run_id, article_id, version, change)
         select $1, $2, $4, article_id, version, 'removed' from gone
       )
       update ${schema}.knowledge_heads h set version = null, changed = null from gone
       where h.workspace = $1 and h.article_id = gone.article_id
       returning h.article_id`,
      [workspace, source, seenIn, runId],
    );
    await countIn(client, schema, { workspace, source }, { removed: rows.length });
    for (const { article_id } of rows) await retire({ client, schema, workspace }, article_id);
    return rows.length;
  });
