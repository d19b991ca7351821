import type { Migration } from '@deskstream/platform-postgres';

/** Of articles as their sources have them; passages have migrations of their own. */
export const articleMigrations: readonly Migration[] = [
  {
    name: '010-articles-of-sources',
    sql: `
-- Every version that any article of a source ever had here.
create table knowledge_articles (
  workspace text not null,
  article_id text not null,
  version text not null,
  source text not null,
  title text not null,
  markdown text not null,
  url text,
  language text,
  updated_at bigint,
  stored_at timestamptz not null default now(),
  primary key (workspace, article_id, version)
);
-- Which version is current; none: it was taken away.
create table knowledge_heads (
  workspace text not null,
  article_id text not null,
  source text not null,
  version text,
  changed text,
  run_id text not null,
  primary key (workspace, article_id)
);
create index knowledge_heads_source on knowledge_heads (workspace, source) where version is not null;
-- The sync under way, one a source.
create table knowledge_runs (
  workspace text not null,
  source text not null,
  run jsonb not null,
  primary key (workspace, source)
);
-- Until the log was told.
create table knowledge_changes (
  position bigint generated always as identity primary key,
  workspace text not null,
  source text not null,
  run_id text not null,
  article_id text not null,
  version text not null,
  change text not null
);
create index knowledge_changes_source on knowledge_changes (workspace, source, position);`,
  },
];
