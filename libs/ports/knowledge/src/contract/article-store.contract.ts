import type { ArticleStore, SourcedArticle } from '../article-store.port';
import type { Knowledge } from '../knowledge.port';

/** Empty at first; `articles` gives another process' view of it, `knowledge` what is found of it. */
export interface OpenedArticles {
  articles(): Promise<ArticleStore>;
  knowledge(): Promise<Knowledge>;
  close(): Promise<void>;
}

const HELP = { workspace: 'acme', source: 'help' };
const BLOG = { workspace: 'acme', source: 'blog' };
const RUN = { id: 'run-1', because: 'test', startedAt: 5 };
const NEXT = { ...RUN, id: 'run-2' };

const article = (
  articleId: string,
  version = '1',
  markdown = `A page called ${articleId}.`,
): SourcedArticle => ({
  ...{ articleId, version, markdown, title: articleId, changed: `etag-${version}` },
  language: 'en',
  updatedAt: 7,
});

export const articleStoreContract = (name: string, open: () => Promise<OpenedArticles>): void =>
  describe(`${name} as a store of articles`, () => {
    let opened: OpenedArticles;
    let store: ArticleStore;
    let knowledge: Knowledge;
    beforeEach(async () => {
      opened = await open();
      [store, knowledge] = [await opened.articles(), await opened.knowledge()];
    }, 180_000);
    afterEach(() => opened.close(), 180_000);

    const found = async (text: string) =>
      (await knowledge.retrieve({ workspace: 'acme', text, limit: 9 }))
        .map(({ articleId }) => articleId)
        .sort();
    const changes = async () =>
      (await store.untold(HELP, 99)).map(({ articleId, change, runId }) => [
        articleId,
        change,
        runId,
      ]);
    const countsNow = async () =>
      (await store.turn(HELP, RUN.id, { cursor: null, errors: [], requests: 0 })).counts;

    it('goes on with the run that was not finished, and begins a new one after its end', async () => {
      expect(await store.begin(HELP, RUN)).toMatchObject({ ...RUN, cursor: null, errors: [] });
      const errors = [{ articleId: 'a', because: 'HTTP 500' }];
      await store.turn(HELP, RUN.id, { cursor: 'p2', errors, requests: 3 });
      store = await opened.articles();
      const taken = await store.begin(HELP, NEXT);
      expect(taken).toMatchObject({ ...RUN, cursor: 'p2', errors });
      expect(taken.counts).toMatchObject({ failed: 1, listed: 1, requests: 3 });
      await store.finish(HELP, 'another');
      expect((await store.begin(HELP, NEXT)).id).toBe(RUN.id);
      await store.finish(HELP, RUN.id);
      expect((await store.begin(HELP, NEXT)).id).toBe(NEXT.id);
      await expect(
        store.turn(HELP, RUN.id, { cursor: null, errors: [], requests: 0 }),
      ).rejects.toMatchObject({ code: 'KNOWLEDGE.RUN_GONE' });
    });

    it('finds what is put; put twice it changes and counts nothing', async () => {
      await store.begin(HELP, RUN);
      const both = [article('a'), article('b', '1', 'zebra'), article('b')];
      await store.put(HELP, RUN.id, both);
      await store.put(HELP, RUN.id, both);
      expect(await found('page')).toEqual(['a', 'b']);
      expect(await found('zebra')).toEqual([]);
      expect(await countsNow()).toMatchObject({ listed: 2, added: 2, unchanged: 0 });
      expect(await store.known(HELP, ['a', 'c'])).toEqual(new Map([['a', 'etag-1']]));
      expect(await changes()).toEqual([
        ['a', 'added', RUN.id],
        ['b', 'added', RUN.id],
      ]);
      expect([await store.count(HELP), await store.count(BLOG)]).toEqual([2, 0]);
    });

    it('retires what a run neither put nor kept nor failed to read, in its source alone', async () => {
      await store.put(BLOG, RUN.id, [article('blog')]);
      await store.put(HELP, RUN.id, [article('a'), article('b'), article('c'), article('d')]);
      await store.told(HELP, Number.MAX_SAFE_INTEGER);
      await store.begin(HELP, NEXT);
      await store.put(HELP, NEXT.id, [article('a', '2')]);
      await store.keep(HELP, NEXT.id, ['b', 'unheard of']);
      await store.keep(HELP, NEXT.id, ['b']);
      const errors = [{ articleId: 'c', because: 'HTTP 500' }];
      await store.turn(HELP, NEXT.id, { cursor: null, errors, requests: 1 });
      expect(await store.unseen(HELP, NEXT.id)).toBe(1);
      expect(await store.retireUnseen(HELP, NEXT.id)).toBe(1);
      expect(await store.retireUnseen(HELP, NEXT.id)).toBe(0);
      expect(await found('page')).toEqual(['a', 'b', 'blog', 'c']);
      expect((await store.begin(HELP, NEXT)).counts).toMatchObject({
        ...{ listed: 3, added: 0, changed: 1, removed: 1, unchanged: 1, failed: 1 },
      });
      expect(await changes()).toEqual([
        ['a', 'changed', NEXT.id],
        ['d', 'removed', NEXT.id],
      ]);
      expect(await store.known(HELP, ['d'])).toEqual(new Map());
    });

    it('tells changes in order until they are told, and keeps every version for good', async () => {
      await store.put(HELP, RUN.id, [article('a'), article('b')]);
      await store.put(HELP, RUN.id, [article('a', '2', 'Other words.')]);
      const [first] = await store.untold(HELP, 1);
      await store.told(HELP, first!.position);
      expect((await changes()).map(([id]) => id)).toEqual(['b', 'a']);
      expect(await store.retireAll(HELP)).toBe(2);
      expect(await found('page')).toEqual([]);
      const versions = await store.versions('acme', 'a');
      expect(versions).toMatchObject([
        { version: '1', source: 'help', language: 'en', updatedAt: 7 },
        { version: '2', markdown: 'Other words.' },
      ]);
      expect(await store.versions('other', 'a')).toEqual([]);
    });

    it('knows the sources that have articles or a run', async () => {
      expect(await store.sources()).toEqual([]);
      await store.put(HELP, RUN.id, [article('a')]);
      await store.begin(BLOG, RUN);
      expect(new Set(await store.sources())).toEqual(new Set([HELP, BLOG]));
      await store.retireAll(HELP);
      expect(await store.sources()).toEqual([BLOG]);
    });

    it('lets one at a time sync a source, also after it failed', async () => {
      const other = await opened.articles();
      const outcome = await store.alone(HELP, async () => [
        await other.alone(HELP, () => Promise.resolve('both')),
        await other.alone(BLOG, () => Promise.resolve('other source')),
      ]);
      expect(outcome).toEqual([null, 'other source']);
      const failing = store.alone(HELP, () => Promise.reject(new Error('broken off')));
      await expect(failing).rejects.toThrow('broken off');
      expect(await other.alone(HELP, () => Promise.resolve('free'))).toBe('free');
    });
  });
