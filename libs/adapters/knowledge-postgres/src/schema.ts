import type { Migration } from '@deskstream/platform-postgres';

/**
 * Every version of a passage is kept; `current` says which ones answer now.
 * The first one takes a table over that was made before this schema had migrations.
 */
export const knowledgeMigrations: readonly Migration[] = [
  {
    name: '001-passages',
    sql: `
create table if not exists knowledge_passages (
  workspace text not null,
  article_id text not null,
  version text not null,
  ordinal integer not null,
  title text not null,
  heading text not null,
  body text not null,
  current boolean not null,
  lexemes tsvector not null generated always as (
    setweight(to_tsvector('english', title), 'A') ||
    setweight(to_tsvector('english', heading), 'B') ||
    setweight(to_tsvector('english', body), 'D')
  ) stored,
  length integer not null,
  primary key (workspace, article_id, version, ordinal)
);
create index if not exists knowledge_passages_lexemes on knowledge_passages using gin (lexemes) where current;`,
  },
];

/** Weights of a lexeme by where it stands: title, heading, text. */
const WEIGHTS = `case w when 'A' then 3.0 when 'B' then 1.5 else 1.0 end`;

/**
 * BM25 (k1 = 1.2, b = 0.6) over the current passages of a workspace; `$1` workspace, `$2` question,
 * `$3` limit. A passage is helped by the rest of its article, so that the right article's best
 * passage wins over a lucky one elsewhere. The score counts in words that stand in one passage
 * only, so that it means the same in a small help center and a large one.
 */
export const retrieveSql = (schema: string): string => `
with question as (
  select lexeme from unnest(to_tsvector('english', $2)) group by lexeme
), corpus as (
  select count(*)::float8 as n, greatest(avg(length), 1)::float8 as mean_length
  from ${schema}.knowledge_passages where workspace = $1 and current
), hits as (
  select p.article_id, p.version, p.ordinal, p.length, u.lexeme,
    (select sum(${WEIGHTS}) from unnest(u.weights) as w)::float8 as tf
  from ${schema}.knowledge_passages p
    cross join lateral unnest(p.lexemes) as u
  where p.workspace = $1 and p.current and u.lexeme in (select lexeme from question)
    and p.lexemes @@ (
      select coalesce(string_agg(
        '''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''', ' | '), '')::tsquery
      from question
    )
), frequency as (
  select lexeme, count(*)::float8 as df from hits group by lexeme
), scored as (
  select h.article_id, h.version, h.ordinal,
    sum(ln(1 + (c.n - f.df + 0.5) / (f.df + 0.5)) * h.tf * 2.2
      / (h.tf + 1.2 * (0.4 + 0.6 * h.length / c.mean_length))) as score
  from hits h join frequency f using (lexeme) cross join corpus c
  group by h.article_id, h.version, h.ordinal
), ranked as (
  select *, score + 0.25 * (sum(score) over (partition by article_id) - score)
    / (count(*) over (partition by article_id)) as total,
    ln(1 + (n + 0.5) / 1.5) as unit
  from scored cross join corpus
)
select p.article_id, p.version, p.title, p.heading, p.body, r.total / r.unit as score
from ranked r join ${schema}.knowledge_passages p
  on p.workspace = $1 and p.article_id = r.article_id and p.version = r.version
  and p.ordinal = r.ordinal
order by r.total desc, p.article_id, p.ordinal
limit $3
`;
