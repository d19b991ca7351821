import type { Pool } from '@deskstream/platform-postgres';
import type { EpochMs } from '@deskstream/kernel';
import type { Stems } from './bm25';
import type { StoredPassage } from './passage-index';

export interface Stored {
  readonly pool: Pool;
  readonly schema: string;
  /** Name of the embeddings whose vectors count; `null`: none. */
  readonly embedding: string | null;
}

export interface VersionName {
  readonly articleId: string;
  readonly version: string;
}

export interface ReadPassage extends StoredPassage {
  readonly current: boolean;
}

/** Rises with each change of what is found, in the order of commits. */
export const revisionOf = async ({ pool, schema }: Stored, workspace: string): Promise<number> => {
  const { rows } = await pool.query<{ revision: string }>(
    `select revision from ${schema}.knowledge_revisions where workspace = $1`,
    [workspace],
  );
  return Number(rows[0]?.revision ?? 0);
};

/** Articles that changed after `revision`, also those that are gone; after `null`: all that answer now. */
export const changedArticles = async (
  { pool, schema }: Stored,
  workspace: string,
  revision: number | null,
): Promise<readonly string[]> => {
  const changed = `select article_id as "articleId" from ${schema}.knowledge_touched
    where workspace = $1 and revision > $2`;
  const all = `select distinct article_id as "articleId" from ${schema}.knowledge_passages
    where workspace = $1 and current`;
  const { rows } = await pool.query<Pick<VersionName, 'articleId'>>(
    revision === null ? all : changed,
    revision === null ? [workspace] : [workspace, revision],
  );
  return rows.map(({ articleId }) => articleId);
};

/** All passages of the versions that answer now, of these articles as one statement sees them. */
export const readCurrent = (
  stored: Stored,
  workspace: string,
  articleIds: readonly string[],
): Promise<readonly ReadPassage[]> =>
  read(
    stored,
    `p.article_id = any($3) and exists (
       select from ${stored.schema}.knowledge_passages c
       where c.workspace = p.workspace and c.article_id = p.article_id
         and c.version = p.version and c.current)`,
    [workspace, stored.embedding, articleIds],
  );

export const readVersions = (
  stored: Stored,
  workspace: string,
  versions: readonly VersionName[],
): Promise<readonly ReadPassage[]> =>
  read(stored, `(p.article_id, p.version) in (select * from unnest($3::text[], $4::text[]))`, [
    workspace,
    stored.embedding,
    versions.map(({ articleId }) => articleId),
    versions.map(({ version }) => version),
  ]);

const read = async (
  { pool, schema }: Stored,
  condition: string,
  values: readonly unknown[],
): Promise<readonly ReadPassage[]> => {
  const { rows } = await pool.query<ReadPassage>(
    `select p.workspace, p.article_id as "articleId", p.version, p.ordinal, p.length, p.current,
       p.language::text as language, p.lexemes::text as lexemes, v.vector
     from ${schema}.knowledge_passages p
       left join ${schema}.knowledge_vectors v on v.workspace = p.workspace
         and v.article_id = p.article_id and v.version = p.version and v.ordinal = p.ordinal
         and v.embedding = $2
     where p.workspace = $1 and ${condition}
     order by p.article_id, p.version, p.ordinal`,
    [...values],
  );
  return rows;
};

export const standingVersions = async (
  { pool, schema }: Stored,
  workspace: string,
  at: EpochMs,
): Promise<readonly VersionName[]> => {
  const { rows } = await pool.query<VersionName>(
    `select distinct article_id as "articleId", version from ${schema}.knowledge_spans
     where workspace = $1 and since <= to_timestamp($2::float8 / 1000)
       and (until is null or until > to_timestamp($2::float8 / 1000))`,
    [workspace, at],
  );
  return rows;
};

/** Between two of them nothing changed. */
export const lastChangeBefore = async (
  { pool, schema }: Stored,
  workspace: string,
  at: EpochMs,
): Promise<string> => {
  const { rows } = await pool.query<{ change: string | null }>(
    `select max(time)::text as change
     from ${schema}.knowledge_spans cross join lateral (values (since), (until)) as each(time)
     where workspace = $1 and time <= to_timestamp($2::float8 / 1000)`,
    [workspace, at],
  );
  return rows[0]?.change ?? '';
};

/** The words of a text, cut to stems as each of the languages does it. */
export const stemsOf = async (
  { pool }: Pick<Stored, 'pool'>,
  languages: readonly string[],
  text: string,
): Promise<Stems> => {
  const { rows } = await pool.query<{ language: string; stems: string[] }>(
    `select l.language::text as language, array_agg(u.lexeme order by u.lexeme) as stems
     from unnest($1::text[]::regconfig[]) as l(language)
       cross join lateral unnest(to_tsvector(l.language, $2)) as u
     group by l.language`,
    [languages, text],
  );
  return new Map(rows.map(({ language, stems }) => [language, stems]));
};
