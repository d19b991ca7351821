import { inTransaction } from '@deskstream/platform-postgres';
import type { SourceName, StoredVersion } from '@deskstream/port-knowledge';
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

export const countUnseen = async (
  { pool, schema }: Tables,
  { workspace, source }: SourceName,
  runId: string,
): Promise<number> => {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from ${schema}.knowledge_heads
     where workspace = $1 and source = $2 and version is not null and run_id <> $3`,
    [workspace, source, runId],
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
