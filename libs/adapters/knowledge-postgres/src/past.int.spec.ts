import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import type { Embeddings } from '@deskstream/port-embeddings';
import { testDatabase } from '@deskstream/testing-harness';
import type { TestDatabase } from '@deskstream/testing-harness';
import { createPostgresKnowledge } from './postgres-knowledge';
import type { PostgresKnowledge } from './postgres-knowledge';

/** All texts mean the same, so that whatever has a vector is found. */
const alike: Embeddings = {
  name: 'alike/1',
  embed: (texts) => Promise.resolve(texts.map(() => Float32Array.of(1))),
  close: () => Promise.resolve(),
};

const article = (articleId: string, version: string, markdown: string) => ({
  ...{ articleId, version, markdown, title: articleId },
});

describe('knowledge as it stood at a time', () => {
  let database: TestDatabase;
  let pool: Pool;
  let words: PostgresKnowledge;
  let both: PostgresKnowledge;
  const times: number[] = [];

  /** Of the database, between two changes. */
  const mark = async () => {
    const { rows } = await pool.query<{ ms: number }>(
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
    );
    times.push(rows[0]!.ms);
  };

  beforeAll(async () => {
    database = await testDatabase();
    pool = createPool({ url: database.url, max: 4 });
    const stored = { pool, schema: database.schema };
    words = await createPostgresKnowledge(stored);
    both = await createPostgresKnowledge({ ...stored, embeddings: alike });
    await mark();
    await words.replaceAll('acme', [article('refund', '1', 'A refund takes three days.')]);
    await both.embedSome();
    await mark();
    await words.replaceAll('acme', [
      article('refund', '2', 'A refund takes nine days.'),
      article('parcel', '1', 'A parcel has a label, also for a refund.'),
    ]);
    await both.embedSome();
    await mark();
    await words.replaceAll('acme', [article('refund', '1', 'A refund takes three days.')]);
    await mark();
  });

  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const versions = async (from: PostgresKnowledge, at: number | undefined) => {
    const when = at === undefined ? {} : { at };
    const found = await from.retrieve({ workspace: 'acme', text: 'refund', limit: 8, ...when });
    return found.map(({ articleId, articleVersion }) => `${articleId}/${articleVersion}`).sort();
  };

  const STOOD = [[], ['refund/1'], ['parcel/1', 'refund/2'], ['refund/1']];

  it.each([0, 1, 2, 3])('finds by words what stood then, change %i', async (change) => {
    expect(await versions(words, times[change])).toEqual(STOOD[change]);
  });

  it.each([0, 1, 2, 3])('finds by words and meaning what stood then, change %i', async (change) => {
    expect(await versions(both, times[change])).toEqual(STOOD[change]);
  });

  it('finds what stands now without a time', async () => {
    expect(await versions(words, undefined)).toEqual(['refund/1']);
    expect(await versions(both, undefined)).toEqual(['refund/1']);
  });
});
