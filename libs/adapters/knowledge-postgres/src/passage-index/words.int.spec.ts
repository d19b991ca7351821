import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPool } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import type { Article } from '@deskstream/port-knowledge';
import { testDatabase } from '@deskstream/testing-harness';
import type { TestDatabase } from '@deskstream/testing-harness';
import { createPostgresKnowledge } from '../postgres-knowledge';
import type { PostgresKnowledge } from '../postgres-knowledge';
import type { At } from '../standing';
import { findWords } from './bm25';
import { createPassageCache } from './passage-cache';
import type { PassageCache } from './passage-cache';
import { nameOf } from './passage-index';
import { stemsOf } from './passage-rows';
import { findWordsInSql } from './testing/words-in-sql';

let database: TestDatabase;
let pool: Pool;
let knowledge: PostgresKnowledge;
let cache: PassageCache;

beforeAll(async () => {
  database = await testDatabase();
  pool = createPool({ url: database.url, max: 4 });
  knowledge = await createPostgresKnowledge({ pool, schema: database.schema });
  cache = createPassageCache({ pool, schema: database.schema, embedding: null });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const inMemory = async (owners: readonly string[], text: string, at?: At) => {
  const views = await Promise.all(owners.map((owner) => cache.of(owner, at)));
  const languages = new Set(views.flatMap((view) => [...view.languages]));
  const { hits, unknown } = await findWords(views, await stemsOf({ pool }, [...languages], text));
  return hits.map(({ view, row, covered }) => ({ ...view.index.keys[row]!, covered, unknown }));
};

/** By name, with figures to nine digits: sums are made in another order. */
const byName = (hits: Awaited<ReturnType<typeof inMemory>>) =>
  new Map(
    hits.map(({ covered, unknown, ...key }) => [
      nameOf(key),
      `${key.language} ${covered.toFixed(9)} ${unknown.toFixed(9)}`,
    ]),
  );

const expectAlike = async (owners: readonly string[], text: string, at?: At) => {
  const found = await inMemory(owners, text, at);
  const expected = await findWordsInSql(pool, database.schema, { owners, text, at });
  expect(byName(found)).toEqual(byName([...expected]));
  const scores = found.map(({ covered }) => covered);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
};

const WORDS = [
  ...['export', 'exports', 'Exporting', 'the', 'of', 'billing', 'Rechnung', 'Rechnungen', 'und'],
  ...[
    "it's",
    'C:\\temp',
    'x-ray',
    '42',
    'e.g.',
    'naïve',
    'https://a.example/b?c=d',
    ':*',
    'facture',
  ],
];
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(' '));
const someArticle = fc
  .record({
    articleId: fc.constantFrom('a', 'b', 'ü', 'Z'),
    title: text,
    markdown: fc
      .array(fc.tuple(text, text), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.map(([heading, body]) => `# ${heading}\n${body}`).join('\n')),
    language: fc.constantFrom(undefined, 'en', 'de', 'ja'),
  })
  .map(({ language, ...rest }): Article => ({
    ...rest,
    version: JSON.stringify([language, rest.title, rest.markdown]),
    ...(language === undefined ? {} : { language }),
  }));
const someArticles = fc.uniqueArray(someArticle, { selector: ({ articleId }) => articleId });

/** Of the database, between two changes. */
const now = async (): Promise<number> => {
  const { rows } = await pool.query<{ ms: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
  );
  return rows[0]!.ms;
};

describe('search by words in memory', () => {
  it('finds what a statement over all passages finds, after each change and of each time', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), someArticles), { minLength: 1, maxLength: 4 }),
        fc.array(text, { minLength: 1, maxLength: 2 }),
        async (changes, questions) => {
          run += 1;
          const owners = [`own-${run}`, `shared-${run}`];
          const times = [await now()];
          for (const [isShared, articles] of changes) {
            await knowledge.replaceAll(owners[Number(isShared)]!, articles);
            times.push(await now());
            for (const question of questions) await expectAlike(owners, question);
          }
          for (const at of times)
            for (const question of questions) await expectAlike(owners.slice(1), question, at);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('keeps the best thousand', async () => {
    const passages = Array.from(
      { length: 1_300 },
      (_, nth) =>
        `# Part ${nth}\nbilling ${'export '.repeat(1 + (nth % 40))}${'other words '.repeat(nth % 7)}`,
    );
    const long = { articleId: 'long', version: '1', title: 'All', markdown: passages.join('\n') };
    await knowledge.replaceAll('long', [long]);
    const found = await inMemory(['long'], 'exports and billing');
    const expected = await findWordsInSql(pool, database.schema, {
      owners: ['long'],
      text: 'exports and billing',
    });
    expect(found).toHaveLength(1_000);
    const digits = ({ covered }: { readonly covered: number }) => covered.toFixed(9);
    expect(found.map(digits)).toEqual(expected.map(digits));
  });
});
