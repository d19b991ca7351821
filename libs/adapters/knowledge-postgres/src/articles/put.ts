import { inTransaction } from '@deskstream/platform-postgres';
import type { PoolClient } from '@deskstream/platform-postgres';
import type { SourcedArticle, SourceName } from '@deskstream/port-knowledge';
import { insert, retire } from '../postgres-knowledge';
import { countIn } from './counting';
import type { Tables } from './tables';

export const put = (
  { pool, schema }: Tables,
  name: SourceName,
  runId: string,
  given: readonly SourcedArticle[],
): Promise<void> =>
  inTransaction(pool, async (client) => {
    const putting: Putting = { client, schema, name, runId };
    const articles = [...new Map(given.map((each) => [each.articleId, each])).values()];
    const before = await headsOf(putting, articles);
    await writeHeads(putting, articles);
    const fresh = articles.filter(
      ({ articleId, version }) => before.get(articleId)?.version !== version,
    );
    await writeVersions(putting, fresh);
    const target = { client, schema, workspace: name.workspace };
    const isThere = ({ articleId }: SourcedArticle) => before.get(articleId)?.version != null;
    for (const article of fresh) {
      if (isThere(article)) await retire(target, article.articleId);
      await insert(target, article);
    }
    await writeChanges(putting, fresh, fresh.map(isThere));
    const changed = fresh.filter(isThere).length;
    const seenAgain = articles.filter(({ articleId }) => before.get(articleId)?.runId === runId);
    const unchanged = articles.filter((each) => !fresh.includes(each) && !seenAgain.includes(each));
    await countIn(client, schema, name, {
      added: fresh.length - changed,
      changed,
      unchanged: unchanged.length,
    });
  });

interface Putting {
  readonly client: PoolClient;
  readonly schema: string;
  readonly name: SourceName;
  readonly runId: string;
}

interface Head {
  readonly articleId: string;
  /** `null`: there is none now. */
  readonly version: string | null;
  readonly runId: string;
}

/** Locked, so that two that put the same articles do so one after the other. */
const headsOf = async (
  { client, schema, name }: Putting,
  articles: readonly SourcedArticle[],
): Promise<ReadonlyMap<string, Head>> => {
  const { rows } = await client.query<Head>(
    `select article_id as "articleId", version, run_id as "runId" from ${schema}.knowledge_heads
     where workspace = $1 and article_id = any($2) order by article_id for update`,
    [name.workspace, articles.map(({ articleId }) => articleId)],
  );
  return new Map(rows.map((head) => [head.articleId, head]));
};

const writeHeads = (
  { client, schema, name, runId }: Putting,
  articles: readonly SourcedArticle[],
) =>
  client.query(
    `insert into ${schema}.knowledge_heads as h
       (workspace, source, run_id, article_id, version, changed)
     select $1, $2, $3, * from unnest($4::text[], $5::text[], $6::text[])
     on conflict (workspace, article_id) do update set source = excluded.source,
       version = excluded.version, changed = excluded.changed, run_id = excluded.run_id`,
    [
      name.workspace,
      name.source,
      runId,
      articles.map(({ articleId }) => articleId),
      articles.map(({ version }) => version),
      articles.map(({ changed }) => changed),
    ],
  );

const writeVersions = ({ client, schema, name }: Putting, articles: readonly SourcedArticle[]) =>
  client.query(
    `insert into ${schema}.knowledge_articles
       (workspace, source, article_id, version, title, markdown, url, language, updated_at)
     select $1, $2, * from jsonb_to_recordset($3::jsonb) as each("articleId" text, version text,
       title text, markdown text, url text, language text, "updatedAt" bigint)
     on conflict do nothing`,
    [name.workspace, name.source, JSON.stringify(articles)],
  );

const writeChanges = (
  { client, schema, name, runId }: Putting,
  articles: readonly SourcedArticle[],
  wasThere: readonly boolean[],
) =>
  client.query(
    `insert into ${schema}.knowledge_changes
       (workspace, source, run_id, article_id, version, change)
     select $1, $2, $3, * from unnest($4::text[], $5::text[], $6::text[])`,
    [
      name.workspace,
      name.source,
      runId,
      articles.map(({ articleId }) => articleId),
      articles.map(({ version }) => version),
      wasThere.map((was) => (was ? 'changed' : 'added')),
    ],
  );
