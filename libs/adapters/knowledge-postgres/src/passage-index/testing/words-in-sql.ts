import type { Pool } from '@deskstream/platform-postgres';
import { standing, timeOf } from '../../standing';
import type { At } from '../../standing';

export interface SqlHit {
  readonly workspace: string;
  readonly articleId: string;
  readonly version: string;
  readonly ordinal: number;
  readonly language: string;
  readonly covered: number;
  readonly unknown: number;
}

interface Asked {
  readonly owners: readonly string[];
  readonly text: string;
  readonly at?: At;
}

/** What `findWords` finds, by one statement that reads every passage: too slow to ask, and simple to believe. */
export const findWordsInSql = async (
  pool: Pool,
  schema: string,
  { owners, text, at }: Asked,
): Promise<readonly SqlHit[]> => {
  const { rows } = await pool.query<SqlHit>(wordsSql(schema, at), [
    owners,
    text,
    MAX_HITS,
    ...timeOf(at),
  ]);
  return rows;
};

const MAX_HITS = 1_000;

/** Weights of a lexeme by where it stands: title, heading, text. */
const WEIGHTS = `case w when 'A' then 3.0 when 'B' then 1.5 else 1.0 end`;

/**
 * BM25 (k1 = 1.2, b = 0.6) over the passages that stand; `$1` owners, `$2` question, `$3` limit. The question is
 * cut to stems once a language that the articles are written in.
 */
const wordsSql = (schema: string, at: At): string => `
with corpus as (
  select count(*)::float8 as n, greatest(avg(length), 1)::float8 as mean_length
  from ${schema}.knowledge_passages p where workspace = any($1) and ${standing(schema, at, 4)}
), question as (
  select l.language, u.lexeme
  from (select distinct language from ${schema}.knowledge_passages p
      where workspace = any($1) and ${standing(schema, at, 4)}) l
    cross join lateral unnest(to_tsvector(l.language, $2)) as u
  group by l.language, u.lexeme
), hits as (
  select p.workspace, p.article_id, p.version, p.ordinal, p.length, p.language, u.lexeme,
    (select sum(${WEIGHTS}) from unnest(u.weights) as w)::float8 as tf
  from ${schema}.knowledge_passages p
    cross join lateral unnest(p.lexemes) as u
    join question q on q.language = p.language and q.lexeme = u.lexeme
  where p.workspace = any($1) and ${standing(schema, at, 4)}
    and p.lexemes @@ (
      select coalesce(string_agg(
        '''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''', ' | '), '')::tsquery
      from (select distinct lexeme from question) each
    )
), weighed as (
  select q.language, q.lexeme, f.df, ln(1 + (c.n - f.df + 0.5) / (f.df + 0.5)) * 2.2 as weight
  from question q cross join corpus c
    cross join lateral (
      select count(*)::float8 as df from hits h
      where h.language = q.language and h.lexeme = q.lexeme
    ) f
), possible as (
  select language, sum(weight) as weight, avg((df = 0)::int)::float8 as unknown
  from weighed group by language
)
select h.workspace, h.article_id as "articleId", h.version, h.ordinal, h.language::text as language,
  sum(w.weight * h.tf / (h.tf + 1.2 * (0.4 + 0.6 * h.length / c.mean_length))) / max(p.weight) as covered,
  (select min(unknown) from possible) as unknown
from hits h
  join weighed w on w.language = h.language and w.lexeme = h.lexeme
  join possible p on p.language = h.language
  cross join corpus c
group by h.workspace, h.article_id, h.version, h.ordinal, h.language
order by covered desc, h.article_id collate "C", h.ordinal
limit $3
`;
