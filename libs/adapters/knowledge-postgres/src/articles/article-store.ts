import { migrate, postgresError } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import type { ArticleStore } from '@deskstream/port-knowledge';
import { aloneWith } from './alone';
import type { Tables } from './tables';
import { countArticles, countUnseen, keep, known, sourcesOf, versionsOf } from './article-rows';
import { articleMigrations } from './migrations';
import { put } from './put';
import { retireAll, retireUnseen } from './retire';
import { begin, finish, turn } from './runs';
import { told, untold } from './changes';

export interface PostgresArticlesOptions {
  readonly pool: Pool;
  /** Lower-case SQL name. */
  readonly schema?: string;
}

/** Creates its tables when they are missing; those of the passages must be there. */
export const createPostgresArticles = async ({
  pool,
  schema = 'deskstream',
}: PostgresArticlesOptions): Promise<ArticleStore> => {
  await migrate(pool, schema, articleMigrations, 'knowledge-articles');
  const tables: Tables = { pool, schema };
  return withErrors({
    alone: (name, work) => aloneWith(tables, name, work),
    begin: (name, run) => begin(tables, name, run),
    known: (name, articleIds) => known(tables, name, articleIds),
    put: (name, runId, given) => put(tables, name, runId, given),
    keep: (name, runId, articleIds) => keep(tables, name, runId, articleIds),
    turn: (name, runId, page) => turn(tables, name, runId, page),
    unseen: (name, runId) => countUnseen(tables, name, runId),
    retireUnseen: (name, runId) => retireUnseen(tables, name, runId),
    retireAll: (name) => retireAll(tables, name),
    finish: (name, runId) => finish(tables, name, runId),
    sources: () => sourcesOf(tables),
    untold: (name, limit) => untold(tables, name, limit),
    told: (name, upTo) => told(tables, name, upTo),
    versions: (workspace, articleId) => versionsOf(tables, workspace, articleId),
    count: (name) => countArticles(tables, name),
  });
};

/** Failures of the server get a code; `alone` passes on what its work throws. */
const withErrors = (store: ArticleStore): ArticleStore => {
  const coded =
    <A extends readonly unknown[], R>(call: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      call(...args).catch((error: unknown) => {
        throw postgresError(error, 'the articles');
      });
  return {
    alone: store.alone,
    begin: coded(store.begin),
    known: coded(store.known),
    put: coded(store.put),
    keep: coded(store.keep),
    turn: coded(store.turn),
    unseen: coded(store.unseen),
    retireUnseen: coded(store.retireUnseen),
    retireAll: coded(store.retireAll),
    finish: coded(store.finish),
    sources: coded(store.sources),
    untold: coded(store.untold),
    told: coded(store.told),
    versions: coded(store.versions),
    count: coded(store.count),
  };
};
