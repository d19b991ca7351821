import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import type { Embeddings } from '@deskstream/port-embeddings';
import type { Article } from '@deskstream/port-knowledge';
import { testDatabase } from '@deskstream/testing-harness';
import type { TestDatabase } from '@deskstream/testing-harness';
import { createPostgresKnowledge } from './postgres-knowledge';
import type { PostgresKnowledge } from './postgres-knowledge';

/** Knows three meanings, each a direction, by words that nobody else shares. */
const MEANINGS = [/refund|cash/i, /parcel|courier/i, /password|locked/i];
const meaning: Embeddings = {
  name: 'three-meanings/1',
  embed: (texts) =>
    Promise.resolve(
      texts.map((text) => {
        const raw = [0.1, ...MEANINGS.map((each) => Number(each.test(text)))];
        return Float32Array.from(raw, (value) => value / Math.hypot(...raw));
      }),
    ),
  close: () => Promise.resolve(),
};
const away: Embeddings = { ...meaning, embed: () => Promise.reject(new Error('away')) };

const article = (articleId: string, version: string, markdown: string): Article => ({
  articleId,
  version,
  title: articleId,
  markdown,
});
const articles = [
  article('money', '1', 'A refund takes three days.'),
  article('post', '1', 'The parcel has a label.'),
  article('entry', '1', 'Choose a new password.'),
  article('konto', '1', 'Die Rechnungen sind in den Einstellungen und werden per Post verschickt.'),
];

let database: TestDatabase;
let pool: Pool;
let knowledge: PostgresKnowledge;

beforeAll(async () => {
  database = await testDatabase();
  pool = createPool({ url: database.url, max: 4 });
  knowledge = await open(meaning);
  await knowledge.replaceAll('acme', articles);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const open = (embeddings: Embeddings) =>
  createPostgresKnowledge({ pool, schema: database.schema, embeddings });

const first = async (text: string, from: PostgresKnowledge = knowledge) =>
  (await from.retrieve({ workspace: 'acme', text, limit: 3 }))[0];

describe('knowledge by words and meaning', () => {
  it('ranks by words until passages are embedded, then finds what shares no word', async () => {
    expect((await first('refund'))?.articleId).toBe('money');
    expect(await first('cash')).toBeUndefined();
    expect(await knowledge.embedSome()).toBe(4);
    expect(await knowledge.embedSome()).toBe(0);
    expect(await first('cash')).toMatchObject({ articleId: 'money', covered: 0, ordinal: 0 });
    expect((await first('cash'))?.similarity).toBeCloseTo(1, 3);
  });

  it('sees in one process what another one has embedded', async () => {
    const other = await open(meaning);
    expect((await first('courier', other))?.articleId).toBe('post');
    await knowledge.replaceAll('acme', [
      ...articles,
      article('late', '1', 'The courier is ill and late today.'),
    ]);
    await knowledge.embedSome();
    const found = await other.retrieve({ workspace: 'acme', text: 'courier late', limit: 1 });
    expect(found.map(({ articleId }) => articleId)).toEqual(['late']);
  });

  it('finds by words what is not embedded yet', async () => {
    await knowledge.replaceAll('acme', [
      ...articles,
      article('bulbs', '1', 'Tulip bulbs want frost.'),
    ]);
    expect((await first('tulip bulbs'))?.articleId).toBe('bulbs');
  });

  it('ranks by words while the question cannot be embedded', async () => {
    expect((await first('the new password', await open(away)))?.articleId).toBe('entry');
  });

  it('cuts words as the language of the article does', async () => {
    expect((await first('Rechnung Einstellung', await open(away)))?.articleId).toBe('konto');
  });

  it('never compares vectors of two models', async () => {
    const other = await open({ ...meaning, name: 'other/1' });
    expect(await first('cash', other)).toBeUndefined();
  });
});
