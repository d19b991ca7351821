import type { Pool } from '@deskstream/platform-postgres';
import type { ArticleAudience, Audience } from '@deskstream/port-knowledge';
import { isFor } from '@deskstream/port-knowledge';
import type { At } from './standing';
import { standing, timeOf } from './standing';

interface ArticleName {
  readonly workspace: string;
  readonly articleId: string;
}

interface StandingTables {
  readonly pool: Pool;
  readonly schema: string;
  readonly at: At;
}

export const articleKey = ({ workspace, articleId }: ArticleName): string =>
  `${workspace}\n${articleId}`;

/** Articles that are for others, and those that an owner named earlier has, too. */
export const hiddenFrom = async (
  tables: StandingTables,
  owners: readonly string[],
  audience: Audience,
): Promise<ReadonlySet<string>> => {
  const { pool, schema, at } = tables;
  const { rows } = await pool.query<ArticleName & { readonly audience: ArticleAudience }>(
    `select distinct workspace, article_id as "articleId", audience
     from ${schema}.knowledge_passages p
     where workspace = any($1) and ${standing(schema, at, 2)} and audience is not null`,
    [owners, ...timeOf(at)],
  );
  const forOthers = rows.filter((article) => !isFor(article.audience, audience));
  const twice = owners.length < 2 ? [] : await ownedTwice(tables, owners);
  return new Set([...forOthers, ...twice].map(articleKey));
};

const ownedTwice = async (
  { pool, schema, at }: StandingTables,
  owners: readonly string[],
): Promise<readonly ArticleName[]> => {
  const { rows } = await pool.query<ArticleName>(
    `select distinct p.workspace, p.article_id as "articleId"
     from ${schema}.knowledge_passages p
       join ${schema}.knowledge_passages own using (article_id)
     where p.workspace = any($2) and ${standing(schema, at, 3)} and p.ordinal = 0
       and own.workspace = any($1) and ${standing(schema, at, 3, 'own')} and own.ordinal = 0
       and array_position($1, own.workspace) < array_position($1, p.workspace)`,
    [owners, owners.slice(1), ...timeOf(at)],
  );
  return rows;
};
