import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool, migrate } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import type { Embeddings } from '@deskstream/port-embeddings';
import type { Article } from '@deskstream/port-knowledge';
import { testDatabase } from '@deskstream/testing-harness';
import type { TestDatabase } from '@deskstream/testing-harness';
import { createPostgresKnowledge } from '../postgres-knowledge';
import type { PostgresKnowledge } from '../postgres-knowledge';
import { knowledgeMigrations } from '../schema';
import { createPassageCache } from './passage-cache';
import type { PassageCache } from './passage-cache';
import type { View } from './view';

const meaning: Embeddings = {
  name: 'length/1',
  embed: (texts) => Promise.resolve(texts.map((text) => Float32Array.of(text.length, 1))),
  close: () => Promise.resolve(),
};

let database: TestDatabase;
let pool: Pool;
let knowledge: PostgresKnowledge;

beforeAll(async () => {
  database = await testDatabase();
  pool = createPool({ url: database.url, max: 4 });
  knowledge = await createPostgresKnowledge({
    ...{ pool, schema: database.schema, embeddings: meaning },
  });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const article = (articleId: string, version: string, parts = 1): Article => ({
  ...{ articleId, version, title: articleId },
  markdown: Array.from({ length: parts }, (_, nth) => `# ${nth}\nWords of ${version}.`).join('\n'),
});

const openCache = (by: Pool = pool): PassageCache =>
  createPassageCache({ pool: by, schema: database.schema, embedding: meaning.name });

const standing = ({ index, standing: rows }: View): readonly string[] =>
  index.keys
    .filter((_, row) => rows[row] === 1)
    .map(({ articleId, version, ordinal }) => `${articleId}/${version}/${ordinal}`)
    .sort();

const embedded = ({ index, standing: rows }: View): number =>
  index.keys.filter((_, row) => rows[row] === 1 && index.vectors.block(row)?.filled[row] === 1)
    .length;

describe('passages in memory', () => {
  it('are added to by what changed, and a view keeps what it saw', async () => {
    const cache = openCache();
    await knowledge.replaceAll('acme', [article('a', '1', 3), article('b', '1')]);
    const before = await cache.of('acme');
    await knowledge.replaceAll('acme', [article('a', '1', 3), article('b', '2')]);
    const after = await cache.of('acme');
    expect(after.index).toBe(before.index);
    expect(after.index.keys).toHaveLength(5);
    expect(standing(before)).toEqual(['a/1/0', 'a/1/1', 'a/1/2', 'b/1/0']);
    expect(standing(after)).toEqual(['a/1/0', 'a/1/1', 'a/1/2', 'b/2/0']);
    await knowledge.replaceAll('acme', []);
    expect(standing(await cache.of('acme'))).toEqual([]);
    await knowledge.replaceAll('acme', [article('b', '1')]);
    expect(standing(await cache.of('acme'))).toEqual(['b/1/0']);
    expect(await cache.of('acme')).toBe(await cache.of('acme'));
  });

  it('get their vectors later, in place', async () => {
    const cache = openCache();
    await knowledge.replaceAll('late', [article('a', '1', 3)]);
    expect(embedded(await cache.of('late'))).toBe(0);
    await knowledge.embedSome();
    const after = await cache.of('late');
    expect([embedded(after), after.index.keys.length]).toEqual([3, 3]);
  });

  it('know the vectors of what came and went between two questions', async () => {
    const cache = openCache();
    await knowledge.replaceAll('gone', [article('a', '1')]);
    await cache.of('gone');
    await knowledge.embedSome();
    const { rows } = await pool.query<{ ms: number }>(
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
    );
    await knowledge.replaceAll('gone', [article('a', '2')]);
    expect(standing(await cache.of('gone'))).toEqual(['a/2/0']);
    const then = await cache.of('gone', rows[0]!.ms);
    expect([standing(then), embedded(then)]).toEqual([['a/1/0'], 1]);
  });

  it('are as they were after a change that was broken off, and whole after a read that failed', async () => {
    let failing = 0;
    const query = (...args: Parameters<Pool['query']>) => {
      failing -= 1;
      return failing === 0 ? Promise.reject(new Error('gone away')) : pool.query(...args);
    };
    const cache = openCache({ query } as unknown as Pool);
    await knowledge.replaceAll('kill', [article('a', '1')]);
    const before = await cache.of('kill');
    function* killed() {
      yield article('a', '2');
      throw new Error('killed');
    }
    await expect(knowledge.replaceAll('kill', killed())).rejects.toThrow('killed');
    expect(await cache.of('kill')).toBe(before);
    await knowledge.replaceAll('kill', [article('a', '3'), article('b', '1')]);
    for (const nth of [1, 2, 3]) {
      failing = nth;
      await expect(cache.of('kill')).rejects.toThrow('gone away');
    }
    expect(standing(await cache.of('kill'))).toEqual(['a/3/0', 'b/1/0']);
  });

  it('are read anew when most of them stand no more', async () => {
    const cache = openCache();
    const indexes = new Set<unknown>();
    for (const version of ['1', '2', '3', '4', '5']) {
      await knowledge.replaceAll('often', [article('a', version, 600)]);
      const view = await cache.of('often');
      indexes.add(view.index);
      expect(view.count).toBe(600);
      expect(view.index.keys.length).toBeLessThanOrEqual(3_000);
    }
    expect(indexes.size).toBe(2);
  });

  it('of a database from before are found, and so is what changes in it', async () => {
    const old = await testDatabase();
    const on = { pool: createPool({ url: old.url, max: 2 }), schema: old.schema };
    await migrate(on.pool, old.schema, knowledgeMigrations.slice(0, 4), 'knowledge');
    await on.pool.query(
      `insert into ${old.schema}.knowledge_passages
         (workspace, article_id, version, ordinal, title, heading, body, current, length)
       select 'acme', id, '1', 0, id, '', 'An old page.', true, 2 from unnest(array['a', 'b']) as id`,
    );
    const opened = await createPostgresKnowledge(on);
    const found = async () =>
      (await opened.retrieve({ workspace: 'acme', text: 'page', limit: 9 })).map(
        ({ articleId, articleVersion }) => `${articleId}/${articleVersion}`,
      );
    expect((await found()).sort()).toEqual(['a/1', 'b/1']);
    const page = { articleId: 'a', version: '2', title: 'a', markdown: 'A new page.' };
    await opened.replaceAll('acme', [page]);
    expect(await found()).toEqual(['a/2']);
    await on.pool.end();
    await old.drop();
  });
});
