import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPostgresKnowledge } from '@deskstream/adapter-knowledge-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import type { Embeddings } from '@deskstream/port-embeddings';
import type { Article } from '@deskstream/port-knowledge';

interface Filled {
  readonly pool: Pool;
  readonly schema: string;
  readonly workspace: string;
}

const PASSAGES_AN_ARTICLE = 10;
const WORDS_A_PASSAGE = 80;
const WIDTH = 768;

/** As many passages as `size`, of the words of `corpus` as often as Zipf's law has them, each with a vector. */
export const fillHelpCenter = async (
  { pool, schema, workspace }: Filled,
  { corpus, size }: { readonly corpus: string; readonly size: number },
): Promise<void> => {
  const knowledge = await createPostgresKnowledge({ pool, schema });
  const draw = zipf(await wordsOf(corpus), randomFrom(size));
  await knowledge.replaceAll(workspace, articles(size / PASSAGES_AN_ARTICLE, draw));
  await fillVectors({ pool, schema, workspace }, size);
  await pool.query(`analyze ${schema}.knowledge_passages, ${schema}.knowledge_vectors`);
};

function* articles(count: number, draw: (words: number) => string): Generator<Article> {
  for (let nth = 0; nth < count; nth += 1) {
    const parts = Array.from(
      { length: PASSAGES_AN_ARTICLE },
      () => `## ${draw(4)}\n${draw(WORDS_A_PASSAGE)}`,
    );
    const articleId = `article-${nth}`;
    const markdown = parts.join('\n');
    yield { articleId, version: '1', title: draw(5), markdown, language: 'en' };
  }
}

/** Each word once, the most frequent one first. */
const wordsOf = async (corpus: string): Promise<readonly string[]> => {
  const counts = new Map<string, number>();
  for (const file of await readdir(corpus))
    for (const [word] of (await readFile(join(corpus, file), 'utf8')).matchAll(/\p{L}+/gu))
      counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
};

/** The word of rank n comes 1/n as often as the first. */
const zipf = (words: readonly string[], random: () => number) => {
  let total = 0;
  const upTo = words.map((_, nth) => (total += 1 / (nth + 1)));
  const one = (): string => {
    const drawn = random() * total;
    return words[upTo.findIndex((each) => each >= drawn)] ?? '';
  };
  return (count: number): string => Array.from({ length: count }, one).join(' ');
};

/** The same for the same seed. */
const randomFrom = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Unit vectors in directions of chance. */
const vectorOf = (random: () => number): Float32Array => {
  const raw = Float32Array.from({ length: WIDTH }, () => random() - 0.5);
  const length = Math.hypot(...raw);
  return raw.map((value) => value / length);
};

const questionFrom = randomFrom(7);

/** As wide as those of the product, and at once: what it takes to embed is not measured here. */
export const benchEmbeddings: Embeddings = {
  name: 'bench/1',
  embed: (texts) => Promise.resolve(texts.map(() => vectorOf(questionFrom))),
  close: () => Promise.resolve(),
};

const BATCH = 500;

/** Written as the product stores them: embedding them in its small batches would take an hour. */
const fillVectors = async ({ pool, schema, workspace }: Filled, size: number): Promise<void> => {
  const random = randomFrom(size);
  for (let from = 0; from < size; from += BATCH) {
    const rows = Array.from({ length: BATCH }, (_, nth) => from + nth);
    await pool.query(
      `insert into ${schema}.knowledge_vectors (workspace, article_id, version, ordinal, embedding, vector)
       select $1, article_id, '1', ordinal, $2, vector
       from unnest($3::text[], $4::int[], $5::bytea[]) as row(article_id, ordinal, vector)`,
      [
        workspace,
        benchEmbeddings.name,
        rows.map((row) => `article-${Math.floor(row / PASSAGES_AN_ARTICLE)}`),
        rows.map((row) => row % PASSAGES_AN_ARTICLE),
        rows.map(() => Buffer.from(vectorOf(random).buffer)),
      ],
    );
  }
};
