import { inTransaction } from '@deskstream/platform-postgres';
import type { PoolClient } from '@deskstream/platform-postgres';
import type { SourcedArticle, SourceName, StoredVersion } from '@deskstream/port-knowledge';
import { insert, retire } from '../postgres-knowledge';
import { countIn, markSeen } from './counting';
import type { Tables } from './tables';

export const known = async (
  { pool, schema }: Tables,
  { workspace, source }: SourceName,
  articleIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> => {
  const { rows } = await pool.query<{ article_id: string; changed: string | null }>(
    `select article_id, changed from ${schema}.knowledge_heads
     where workspace = $1 and source = $2 and version is not null and article_id = any($3)`,
    [workspace, source, articleIds],
  );
  return new Map(rows.map(({ article_id, changed }) => [article_id, changed]));
};

export const put = (
  { pool, schema }: Tables,
  name: SourceName,
  runId: string,
  article: SourcedArticle,
): Promise<'added' | 'changed' | 'unchanged'> =>
  inTransaction(pool, async (client) => {
    const { workspace, source } = name;
    const { articleId, version, changed } = article;
    const before = await lockedHead(client, schema, [workspace, articleId]);
    await client.query(
      `insert into ${schema}.knowledge_heads (workspace, article_id, source, version, changed, run_id)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (workspace, article_id)
         do update set source = $3, version = $4, changed = $5, run_id = $6`,
      [workspace, articleId, source, version, changed, runId],
    );
    if (before.version === version) {
      if (before.runId !== runId) await countIn(client, schema, name, { unchanged: 1 });
      return 'unchanged';
    }
    await insertVersion(client, schema, name, article);
    const target = { client, schema, workspace };
    if (before.version !== null) await retire(target, articleId);
    await insert(target, article);
    const change = before.version === null ? 'added' : 'changed';
    await client.query(
      `insert into ${schema}.knowledge_changes (workspace, source, run_id, article_id, version, change)
       values ($1, $2, $3, $4, $5, $6)`,
      [workspace, source, runId, articleId, version, change],
    );
    await countIn(client, schema, name, { [change]: 1 });
    return change;
  });

export const keep = (
  { pool, schema }: Tables,
  name: SourceName,
  runId: string,
  articleIds: readonly string[],
): Promise<void> =>
  inTransaction(pool, async (client) => {
    const unchanged = await markSeen(client, schema, name, { runId, articleIds });
    await countIn(client, schema, name, { unchanged });
  });

export const countArticles = async (
  { pool, schema }: Tables,
  { workspace, source }: SourceName,
): Promise<number> => {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from ${schema}.knowledge_heads
     where workspace = $1 and source = $2 and version is not null`,
    [workspace, source],
  );
  return rows[0]?.count ?? 0;
};

export const sourcesOf = async ({ pool, schema }: Tables): Promise<readonly SourceName[]> => {
  const { rows } = await pool.query<SourceName>(
    `select distinct workspace, source from ${schema}.knowledge_heads where version is not null
     union select workspace, source from ${schema}.knowledge_runs`,
  );
  return rows;
};

interface VersionRow {
  readonly article_id: string;
  readonly version: string;
  readonly source: string;
  readonly title: string;
  readonly markdown: string;
  readonly url: string | null;
  readonly language: string | null;
  readonly updated_at: string | null;
  readonly stored_at: Date;
}

export const versionsOf = async (
  { pool, schema }: Tables,
  workspace: string,
  articleId: string,
): Promise<readonly StoredVersion[]> => {
  const { rows } = await pool.query<VersionRow>(
    `select * from ${schema}.knowledge_articles where workspace = $1 and article_id = $2
     order by stored_at, version`,
    [workspace, articleId],
  );
  return rows.map(storedVersionOf);
};

const storedVersionOf = (row: VersionRow): StoredVersion => ({
  articleId: row.article_id,
  version: row.version,
  source: row.source,
  title: row.title,
  markdown: row.markdown,
  changed: null,
  storedAt: row.stored_at.getTime(),
  ...(row.url === null ? {} : { url: row.url }),
  ...(row.language === null ? {} : { language: row.language }),
  ...(row.updated_at === null ? {} : { updatedAt: Number(row.updated_at) }),
});

interface Head {
  /** `null`: there is none now. */
  readonly version: string | null;
  readonly runId: string | null;
}

/** Two that put the same article do so one after the other. */
const lockedHead = async (
  client: PoolClient,
  schema: string,
  key: readonly [workspace: string, articleId: string],
): Promise<Head> => {
  const { rows } = await client.query<Head>(
    `select version, run_id as "runId" from ${schema}.knowledge_heads
     where workspace = $1 and article_id = $2 for update`,
    [...key],
  );
  return rows[0] ?? { version: null, runId: null };
};

const insertVersion = (
  client: PoolClient,
  schema: string,
  { workspace, source }: SourceName,
  article: SourcedArticle,
) =>
  client.query(
    `insert into ${schema}.knowledge_articles
       (workspace, article_id, version, source, title, markdown, url, language, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      workspace,
      article.articleId,
      article.version,
      source,
      article.title,
      article.markdown,
      article.url ?? null,
      article.language ?? null,
      article.updatedAt ?? null,
    ],
  );
