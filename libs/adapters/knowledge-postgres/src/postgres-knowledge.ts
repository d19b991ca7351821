import type { Article, Knowledge, Passage } from '@deskstream/port-knowledge';
import { inTransaction, migrate } from '@deskstream/platform-postgres';
import type { Pool, PoolClient } from '@deskstream/platform-postgres';
import { cutIntoPassages } from './passages';
import { knowledgeMigrations, retrieveSql } from './schema';

export interface PostgresKnowledgeOptions {
  readonly pool: Pool;
  /** Lower-case SQL name. */
  readonly schema?: string;
}

interface Row {
  readonly article_id: string;
  readonly version: string;
  readonly title: string;
  readonly heading: string;
  readonly body: string;
  readonly score: number;
}

/** Creates its tables when they are missing. */
export const createPostgresKnowledge = async ({
  pool,
  schema = 'deskstream',
}: PostgresKnowledgeOptions): Promise<Knowledge> => {
  await migrate(pool, schema, knowledgeMigrations, 'knowledge');
  return {
    retrieve: async ({ workspace, text, limit }) => {
      const { rows } = await pool.query<Row>(retrieveSql(schema), [workspace, text, limit]);
      return rows.map(passageOf);
    },
    replaceAll: (workspace, articles) =>
      inTransaction(pool, async (client) => {
        // Replicas that start together load the same folder one after the other.
        await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
          `deskstream.knowledge.${schema}.${workspace}`,
        ]);
        return replace({ client, schema, workspace }, articles);
      }),
  };
};

export interface Target {
  readonly client: PoolClient;
  readonly schema: string;
  readonly workspace: string;
}

const replace = async (target: Target, articles: AsyncIterable<Article> | Iterable<Article>) => {
  const before = await currentVersions(target);
  const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  for await (const article of articles) {
    const known = before.get(article.articleId);
    before.delete(article.articleId);
    if (known === article.version) {
      counts.unchanged += 1;
      continue;
    }
    counts[known === undefined ? 'added' : 'changed'] += 1;
    if (known !== undefined) await retire(target, article.articleId);
    await insert(target, article);
  }
  for (const articleId of before.keys()) await retire(target, articleId);
  return { ...counts, removed: before.size };
};

const currentVersions = async ({ client, schema, workspace }: Target) => {
  const { rows } = await client.query<{ article_id: string; version: string }>(
    `select distinct article_id, version from ${schema}.knowledge_passages
     where workspace = $1 and current`,
    [workspace],
  );
  return new Map(rows.map(({ article_id, version }) => [article_id, version]));
};

export const retire = ({ client, schema, workspace }: Target, articleId: string) =>
  client.query(
    `update ${schema}.knowledge_passages set current = false
     where workspace = $1 and article_id = $2 and current`,
    [workspace, articleId],
  );

/** An article that returns to an earlier version makes that version current again. */
export const insert = async (target: Target, article: Article): Promise<void> => {
  const cuts = cutIntoPassages(article);
  await target.client.query(
    `insert into ${target.schema}.knowledge_passages
       (workspace, article_id, version, ordinal, title, heading, body, current, length)
     select $1, $2, $3, ordinal, $4, heading, body, true, greatest(length(body) / 6, 1)
     from unnest($5::int[], $6::text[], $7::text[]) as cut(ordinal, heading, body)
     on conflict (workspace, article_id, version, ordinal) do update set current = true`,
    [
      target.workspace,
      article.articleId,
      article.version,
      article.title,
      cuts.map((_, index) => index),
      cuts.map(({ heading }) => heading),
      cuts.map(({ text }) => text),
    ],
  );
};

const passageOf = (row: Row): Passage => ({
  articleId: row.article_id,
  articleVersion: row.version,
  title: row.title,
  heading: row.heading,
  text: row.body,
  score: row.score,
});
