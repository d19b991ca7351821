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
  {
    name: '002-languages-and-vectors',
    sql: `
-- Words are cut to their stems as the article's language does it.
alter table knowledge_passages drop column lexemes;
alter table knowledge_passages add column language regconfig not null default 'english';
alter table knowledge_passages add column lexemes tsvector not null generated always as (
  setweight(to_tsvector(language, title), 'A') ||
  setweight(to_tsvector(language, heading), 'B') ||
  setweight(to_tsvector(language, body), 'D')
) stored;
create index knowledge_passages_lexemes on knowledge_passages using gin (lexemes) where current;
create index knowledge_passages_current on knowledge_passages (workspace) where current;
-- One a passage and model, as little-endian 4-byte floats.
create table knowledge_vectors (
  workspace text not null,
  article_id text not null,
  version text not null,
  ordinal integer not null,
  embedding text not null,
  vector bytea not null,
  primary key (workspace, article_id, version, ordinal, embedding)
);
-- Rises with whatever changes what is found, so that a process knows when to look again.
create table knowledge_revisions (
  workspace text primary key,
  revision bigint not null
);
create function knowledge_revise() returns trigger language plpgsql as $body$
begin
  execute format(
    'insert into %I.knowledge_revisions as r (workspace, revision)
     select distinct workspace, 1 from changed order by workspace
     on conflict (workspace) do update set revision = r.revision + 1', tg_table_schema);
  return null;
end $body$;
create trigger knowledge_passages_added after insert on knowledge_passages
  referencing new table as changed for each statement execute function knowledge_revise();
create trigger knowledge_passages_changed after update on knowledge_passages
  referencing new table as changed for each statement execute function knowledge_revise();
create trigger knowledge_vectors_added after insert on knowledge_vectors
  referencing new table as changed for each statement execute function knowledge_revise();`,
  },
  {
    name: '003-audiences',
    sql: `
-- Whom an article is for; none: everybody.
alter table knowledge_passages add column audience jsonb;
create index knowledge_passages_audience on knowledge_passages (workspace) where current and audience is not null;`,
  },
  {
    name: '004-spans',
    sql: `
-- When each version of an article answered; what answered before this table was made did so for ever.
create table knowledge_spans (
  workspace text not null,
  article_id text not null,
  version text not null,
  since timestamptz not null,
  until timestamptz,
  primary key (workspace, article_id, version, since)
);
insert into knowledge_spans (workspace, article_id, version, since)
  select distinct workspace, article_id, version, timestamptz '-infinity'
  from knowledge_passages where current;
create function knowledge_span() returns trigger language plpgsql as $body$
begin
  execute format(
    'update %1$I.knowledge_spans s set until = now()
     from (select distinct workspace, article_id, version from changed where not current) c
     where s.workspace = c.workspace and s.article_id = c.article_id and s.version = c.version
       and s.until is null', tg_table_schema);
  execute format(
    'insert into %1$I.knowledge_spans (workspace, article_id, version, since)
     select distinct workspace, article_id, version, now() from changed c
     where current and not exists (
       select from %1$I.knowledge_spans s
       where s.workspace = c.workspace and s.article_id = c.article_id and s.version = c.version
         and s.until is null)
     on conflict (workspace, article_id, version, since) do update set until = null', tg_table_schema);
  return null;
end $body$;
create trigger knowledge_spans_added after insert on knowledge_passages
  referencing new table as changed for each statement execute function knowledge_span();
create trigger knowledge_spans_changed after update on knowledge_passages
  referencing new table as changed for each statement execute function knowledge_span();`,
  },
  {
    name: '005-touched',
    sql: `
-- At which revision an article changed last, so that a process reads only what is new to it.
create table knowledge_touched (
  workspace text not null,
  article_id text not null,
  revision bigint not null,
  primary key (workspace, article_id)
);
create index knowledge_touched_revision on knowledge_touched (workspace, revision);
-- The row of the workspace is locked until the commit: revisions are seen in their order.
create or replace function knowledge_revise() returns trigger language plpgsql as $body$
begin
  execute format(
    'with raised as (
       insert into %1$I.knowledge_revisions as r (workspace, revision)
       select distinct workspace, 1 from changed order by workspace
       on conflict (workspace) do update set revision = r.revision + 1
       returning workspace, revision
     )
     insert into %1$I.knowledge_touched (workspace, article_id, revision)
     select distinct workspace, c.article_id, raised.revision
     from changed c join raised using (workspace)
     on conflict (workspace, article_id) do update set revision = excluded.revision', tg_table_schema);
  return null;
end $body$;`,
  },
];
