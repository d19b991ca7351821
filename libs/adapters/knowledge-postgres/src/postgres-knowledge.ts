import type { Logger } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import { inTransaction, migrate } from '@deskstream/platform-postgres';
import type { Pool, PoolClient } from '@deskstream/platform-postgres';
import { cutIntoPassages } from '@deskstream/platform-text';
import type { Embeddings } from '@deskstream/port-embeddings';
import type { Article, Knowledge, PassageHistory } from '@deskstream/port-knowledge';
import { embedMissing } from './embed-missing';
import { articleKey, hiddenFrom } from './hidden';
import { fuse } from './fuse';
import { findWords } from './passage-index/bm25';
import { othersTurn } from './passage-index/breather';
import { likenessOf } from './passage-index/likeness';
import type { Likeness } from './passage-index/likeness';
import { createPassageCache } from './passage-index/passage-cache';
import { stemsOf } from './passage-index/passage-rows';
import type { View } from './passage-index/view';
import { currentArticles, currentVersion, passageAt, readPassages } from './read-passages';
import { dictionaryOf, preferredOf } from './regconfig';
import { createScale } from './scale/scale';
import type { ToReference } from './scale/scale';
import { knowledgeMigrations } from './schema';

export interface PostgresKnowledgeOptions {
  readonly pool: Pool;
  /** Lower-case SQL name. */
  readonly schema?: string;
  /** Without them words alone rank. */
  readonly embeddings?: Embeddings;
  readonly logger?: Logger;
}

export interface PostgresKnowledge extends Knowledge, PassageHistory {
  /** Embeds a batch of what has no vector yet: how many, or that another process is at it. 0 without embeddings. */
  embedSome(): Promise<number | 'busy'>;
}

/** Creates its tables when they are missing. */
export const createPostgresKnowledge = async ({
  pool,
  schema = 'deskstream',
  embeddings,
  logger,
}: PostgresKnowledgeOptions): Promise<PostgresKnowledge> => {
  await migrate(pool, schema, knowledgeMigrations, 'knowledge');
  const passages = createPassageCache({ pool, schema, embedding: embeddings?.name ?? null });
  const meaning = embeddings && { embeddings, scale: createScale(embeddings) };
  return {
    retrieve: async ({ workspace, text, limit, alongside = [], audience = {}, at }) => {
      const owners = [workspace, ...alongside];
      const views = await Promise.all(owners.map((owner) => passages.of(owner, at)));
      const [alike, { hits, unknown }, hidden] = await Promise.all([
        likenesses({ meaning, logger }, views, text),
        wordsIn(pool, views, text),
        hiddenFrom({ pool, schema, at }, owners, audience),
      ]);
      await othersTurn();
      const found = fuse(alike, hits, preferredOf(audience));
      const ranked = found.filter((each) => !hidden.has(articleKey(each))).slice(0, limit);
      return readPassages({ pool, schema, at }, { ranked, unknown });
    },
    replaceAll: (workspace, articles) =>
      inTransaction(pool, async (client) => {
        // Replicas that start together load the same folder one after the other.
        await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
          `deskstream.knowledge.${schema}.${workspace}`,
        ]);
        return replace({ client, schema, workspace }, articles);
      }),
    passageAt: (name) => passageAt({ pool, schema }, name),
    currentVersion: (article) => currentVersion({ pool, schema }, article),
    currentArticles: (owner) => currentArticles({ pool, schema }, owner),
    embedSome: () =>
      embeddings === undefined ? Promise.resolve(0) : embedMissing({ pool, schema }, embeddings),
  };
};

const wordsIn = async (pool: Pool, views: readonly View[], text: string) => {
  const languages = new Set(views.flatMap((view) => [...view.languages]));
  return findWords(views, await stemsOf({ pool }, [...languages], text));
};

interface Meaning {
  readonly embeddings: Embeddings;
  scale(): Promise<ToReference>;
}

/** Of the question with each passage that has a vector; none when the question cannot be embedded. */
const likenesses = async (
  { meaning, logger }: { meaning: Meaning | undefined; logger: Logger | undefined },
  views: readonly View[],
  text: string,
): Promise<readonly Likeness[]> => {
  if (meaning === undefined || views.every(({ index }) => index.vectors.width === 0)) return [];
  try {
    const toReference = await meaning.scale();
    const [question = new Float32Array(0)] = await meaning.embeddings.embed([text], 'query');
    const found = await Promise.all(views.map((view) => likenessOf(view, question)));
    for (const { products } of found) toReference(products);
    return found;
  } catch (error) {
    logger?.warn({ because: messageOf(error) }, 'question not embedded: words alone rank');
    return [];
  }
};

export interface Target {
  readonly client: PoolClient;
  readonly schema: string;
  readonly workspace: string;
}

const replace = async (target: Target, articles: AsyncIterable<Article> | Iterable<Article>) => {
  const before = await currentVersions(target);
  const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  for await (const article of articles) {
    const known = before.get(article.articleId);
    before.delete(article.articleId);
    if (known === article.version) {
      counts.unchanged += 1;
      continue;
    }
    counts[known === undefined ? 'added' : 'changed'] += 1;
    if (known !== undefined) await retire(target, article.articleId);
    await insert(target, article);
  }
  for (const articleId of before.keys()) await retire(target, articleId);
  return { ...counts, removed: before.size };
};

const currentVersions = async ({ client, schema, workspace }: Target) => {
  const { rows } = await client.query<{ article_id: string; version: string }>(
    `select distinct article_id, version from ${schema}.knowledge_passages
     where workspace = $1 and current`,
    [workspace],
  );
  return new Map(rows.map(({ article_id, version }) => [article_id, version]));
};

export const retire = ({ client, schema, workspace }: Target, articleId: string) =>
  client.query(
    `update ${schema}.knowledge_passages set current = false
     where workspace = $1 and article_id = $2 and current`,
    [workspace, articleId],
  );

/** An article that returns to an earlier version makes that version current again. */
export const insert = async (target: Target, article: Article): Promise<void> => {
  const cuts = cutIntoPassages(article.markdown);
  await target.client.query(
    `insert into ${target.schema}.knowledge_passages
       (workspace, article_id, version, ordinal, title, heading, body, current, length, language, audience)
     select $1, $2, $3, ordinal, $4, heading, body, true, greatest(length(body) / 6, 1), $8::regconfig, $9::jsonb
     from unnest($5::int[], $6::text[], $7::text[]) as cut(ordinal, heading, body)
     on conflict (workspace, article_id, version, ordinal) do update set current = true, audience = excluded.audience`,
    [
      target.workspace,
      article.articleId,
      article.version,
      article.title,
      cuts.map((_, index) => index),
      cuts.map(({ heading }) => heading),
      cuts.map(({ text }) => text),
      dictionaryOf(article),
      article.audience === undefined ? null : JSON.stringify(article.audience),
    ],
  );
};
