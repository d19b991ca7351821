import { inTransaction } from '@deskstream/platform-postgres';
import type { Pool, PoolClient } from '@deskstream/platform-postgres';
import type { Embeddings } from '@deskstream/port-embeddings';
import { bytesOf } from './passage-index/vector-blocks';

interface Unembedded {
  readonly workspace: string;
  readonly article_id: string;
  readonly version: string;
  readonly ordinal: number;
  readonly title: string;
  readonly heading: string;
  readonly body: string;
}

/** Small, so that a kill costs little and a question in between waits little. */
const BATCH = 16;

/**
 * Embeds some of the current passages that have no vector yet, and says how many. Resumable at any point: what is
 * written is done. `busy`: another process is at it.
 */
export const embedMissing = (
  { pool, schema }: { readonly pool: Pool; readonly schema: string },
  embeddings: Embeddings,
): Promise<number | 'busy'> =>
  inTransaction(pool, async (client) => {
    if (!(await isAlone(client, schema))) return 'busy';
    const { rows } = await client.query<Unembedded>(
      `select p.workspace, p.article_id, p.version, p.ordinal, p.title, p.heading, p.body
       from ${schema}.knowledge_passages p
       where p.current and not exists (
         select from ${schema}.knowledge_vectors v
         where v.workspace = p.workspace and v.article_id = p.article_id and v.version = p.version
           and v.ordinal = p.ordinal and v.embedding = $1)
       limit ${BATCH}`,
      [embeddings.name],
    );
    if (rows.length > 0)
      await store(client, schema, embeddings.name, {
        rows,
        vectors: await embeddings.embed(rows.map(textOf), 'passage'),
      });
    return rows.length;
  });

const isAlone = async (client: PoolClient, schema: string): Promise<boolean> => {
  const { rows } = await client.query<{ alone: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as alone',
    [`deskstream.knowledge.${schema}.embedding`],
  );
  return rows[0]?.alone ?? false;
};

/** A passage says little without the title and heading that it stands under. */
const textOf = ({ title, heading, body }: Unembedded): string => `${title}\n${heading}\n${body}`;

const store = (
  client: PoolClient,
  schema: string,
  embedding: string,
  { rows, vectors }: { rows: readonly Unembedded[]; vectors: readonly Float32Array[] },
) =>
  client.query(
    `insert into ${schema}.knowledge_vectors
       (workspace, article_id, version, ordinal, embedding, vector)
     select workspace, article_id, version, ordinal, $1, vector
     from unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::bytea[])
       as row(workspace, article_id, version, ordinal, vector)
     on conflict do nothing`,
    [
      embedding,
      rows.map(({ workspace }) => workspace),
      rows.map(({ article_id }) => article_id),
      rows.map(({ version }) => version),
      rows.map(({ ordinal }) => ordinal),
      vectors.map(bytesOf),
    ],
  );
