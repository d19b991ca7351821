import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import type { Article, Knowledge } from '@deskstream/port-knowledge';
import { testDatabase } from '@deskstream/testing-harness';
import type { TestDatabase } from '@deskstream/testing-harness';
import { createPostgresKnowledge } from './postgres-knowledge';

let database: TestDatabase;
let pool: Pool;
let knowledge: Knowledge;

beforeAll(async () => {
  database = await testDatabase();
  pool = createPool({ url: database.url, max: 2 });
  knowledge = await createPostgresKnowledge({ pool, schema: database.schema });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const article = (articleId: string, version: string, markdown: string): Article => ({
  articleId,
  version,
  title: articleId,
  markdown,
});

const exports = article(
  'exports',
  '1',
  '## Start an export\nPress "Export everything".\n\n## Stuck\nCancel it.',
);
const billing = article('billing', '1', 'Invoices are under Settings, Billing.');

const find = async (text: string, workspace = 'acme') =>
  (await knowledge.retrieve({ workspace, text, limit: 3 })).map((each) => [
    each.articleId,
    each.heading,
    each.articleVersion,
  ]);

describe('knowledge in PostgreSQL', () => {
  it('Given an empty database, When six replicas start at once, Then each has the tables and the articles once', async () => {
    const fresh = await testDatabase();
    const replicas = createPool({ url: fresh.url, max: 6 });
    const counts = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const replica = await createPostgresKnowledge({ pool: replicas, schema: fresh.schema });
        return replica.replaceAll('acme', [exports, billing]);
      }),
    );
    expect(counts.map(({ added }) => added).sort()).toEqual([0, 0, 0, 0, 0, 2]);
    await replicas.end();
    await fresh.drop();
  });

  it('keeps the words of an earlier version as they were, without retrieving them', async () => {
    const kept = async () => {
      const { rows } = await pool.query<{ version: string; body: string; current: boolean }>(
        `select version, body, current from ${database.schema}.knowledge_passages
         where workspace = 'history' and article_id = 'billing' order by version`,
      );
      return rows;
    };
    await knowledge.replaceAll('history', [billing]);
    await knowledge.replaceAll('history', [article('billing', '2', 'Invoices are sent by mail.')]);
    expect(await kept()).toEqual([
      { version: '1', body: 'Invoices are under Settings, Billing.', current: false },
      { version: '2', body: 'Invoices are sent by mail.', current: true },
    ]);
    expect(await find('invoices', 'history')).toEqual([['billing', '', '2']]);
  });
});
