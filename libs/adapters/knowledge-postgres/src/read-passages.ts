import type { Pool } from '@deskstream/platform-postgres';
import type { CurrentArticle, Passage, PassageName } from '@deskstream/port-knowledge';
import type { Ranked } from './fuse';
import type { At } from './standing';
import { nameOf } from './passage-index/passage-index';

interface Tables {
  readonly pool: Pool;
  readonly schema: string;
}

interface Row {
  readonly workspace: string;
  readonly articleId: string;
  readonly version: string;
  readonly ordinal: number;
  readonly title: string;
  readonly heading: string;
  readonly body: string;
}

const COLUMNS = `p.workspace, p.article_id as "articleId", p.version, p.ordinal, p.title, p.heading, p.body`;

/** The words of what was ranked, in that order; what was taken away meanwhile is left out. */
export const readPassages = async (
  { pool, schema, at }: Tables & { readonly at: At },
  { ranked, unknown }: { readonly ranked: readonly Ranked[]; readonly unknown: number },
): Promise<readonly Passage[]> => {
  const { rows } = await pool.query<Row>(
    `select ${COLUMNS} from ${schema}.knowledge_passages p
       join unnest($1::text[], $2::text[], $3::text[], $4::int[])
         as k(workspace, article_id, version, ordinal)
         using (workspace, article_id, version, ordinal)
     ${at === undefined ? 'where p.current' : ''}`,
    [
      ranked.map(({ workspace }) => workspace),
      ranked.map(({ articleId }) => articleId),
      ranked.map(({ version }) => version),
      ranked.map(({ ordinal }) => ordinal),
    ],
  );
  const byKey = new Map(rows.map((row) => [nameOf(row), row]));
  return ranked.flatMap((each) => {
    const row = byKey.get(nameOf(each));
    return row === undefined ? [] : [{ ...passageOf(row, each), unknown }];
  });
};

/** A passage of any version, also of one that answers no more. */
export const passageAt = async (
  { pool, schema }: Tables,
  { workspace, articleId, articleVersion, ordinal }: PassageName,
): Promise<Passage | null> => {
  const { rows } = await pool.query<Row>(
    `select ${COLUMNS} from ${schema}.knowledge_passages p
     where p.workspace = $1 and p.article_id = $2 and p.version = $3 and p.ordinal = $4`,
    [workspace, articleId, articleVersion, ordinal],
  );
  return rows[0] === undefined ? null : passageOf(rows[0], { score: 0 });
};

export const currentVersion = async (
  { pool, schema }: Tables,
  { workspace, articleId }: Pick<PassageName, 'workspace' | 'articleId'>,
): Promise<string | null> => {
  const { rows } = await pool.query<Pick<Row, 'version'>>(
    `select version from ${schema}.knowledge_passages
     where workspace = $1 and article_id = $2 and current limit 1`,
    [workspace, articleId],
  );
  return rows[0]?.version ?? null;
};

export const currentArticles = async (
  { pool, schema }: Tables,
  owner: string,
): Promise<readonly CurrentArticle[]> => {
  const { rows } = await pool.query<CurrentArticle>(
    `select article_id as "articleId", version, title from ${schema}.knowledge_passages
     where workspace = $1 and current and ordinal = 0 order by title, article_id`,
    [owner],
  );
  return rows;
};

const passageOf = (
  { articleId, version, ordinal, title, heading, body }: Row,
  { score, covered, similarity, support, standing }: Partial<Ranked> & { readonly score: number },
): Passage => ({
  ...{ articleId, articleVersion: version, ordinal, title, heading, text: body, score },
  ...(covered === undefined ? {} : { covered }),
  ...(similarity === undefined ? {} : { similarity }),
  ...(support === undefined ? {} : { support }),
  ...(standing === undefined ? {} : { standing }),
});
