import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KnowledgeSource, ListedArticle, SourceConfig } from '../index';

/** A source with nothing in it, and the people behind it. */
export interface SourceBench {
  readonly source: KnowledgeSource;
  readonly config: SourceConfig;
  /** The same source when it may not be read, if it can be forbidden. */
  readonly forbidden?: SourceConfig;
  /** Writes or changes an article; `html` becomes its text. */
  put(name: string, title: string, html: string): Promise<void> | void;
  remove(name: string): Promise<void> | void;
  close(): Promise<void>;
}

const go = new AbortController().signal;

/** What the syncer relies on, whatever the source is. `many`: more articles than fit on one page. */
export const knowledgeSourceContract = (
  name: string,
  open: () => Promise<SourceBench>,
  { many }: { readonly many: number },
): void => {
  describe(`${name} as a source of articles`, () => {
    let bench: SourceBench;
    beforeEach(async () => {
      bench = await open();
    });
    afterEach(() => bench.close());

    it('lists nothing where nothing is, and everything once over all pages', async () => {
      expect(await listAll(bench)).toEqual([]);
      for (let nth = 0; nth < many; nth += 1)
        await bench.put(`a${nth}`, `Title ${nth}`, '<p>Text</p>');
      const ids = (await listAll(bench)).map(({ id }) => id);
      expect(new Set(ids).size).toBe(many);
      expect(ids).toHaveLength(many);
    });

    it('tells title and text as Markdown, in the list or when it is read', async () => {
      await bench.put('a1', 'Refunds', '<h2>When</h2><p>Within <b>a week</b> &amp; a day.</p>');
      const [listed] = await listAll(bench);
      const answer = await bench.source.read(bench.config, listed?.id ?? '', go);
      const article = answer.kind === 'ok' ? answer.value : null;
      expect(article?.title).toBe('Refunds');
      expect(article?.markdown).toContain('## When\n\nWithin a week & a day.');
      expect(listed?.article ?? article).toEqual(article);
    });

    it('says that an article may have changed when it did, and not when it did not', async () => {
      await bench.put('a1', 'Refunds', '<p>One</p>');
      const [before] = await listAll(bench);
      const [again] = await listAll(bench);
      await bench.put('a1', 'Refunds', '<p>Two</p>');
      const [after] = await listAll(bench);
      expect(again).toEqual(before);
      expect(after).toMatchObject({ id: before?.id });
      expect(after?.changed ?? 'another').not.toBe(before?.changed);
    });

    it('has nothing where an article was taken away', async () => {
      await bench.put('a1', 'Refunds', '<p>One</p>');
      const [listed] = await listAll(bench);
      await bench.remove('a1');
      expect(await listAll(bench)).toEqual([]);
      expect(await bench.source.read(bench.config, listed?.id ?? '', go)).toMatchObject({
        kind: 'ok',
        value: null,
      });
    });

    it('finds nothing wrong with what may be read, and says why it may not', async () => {
      await bench.put('a1', 'Refunds', '<p>One</p>');
      const good = await bench.source.verify(bench.config, go);
      expect(good.checks.map(({ result }) => result)).not.toContain('failed');
      if (bench.forbidden === undefined) return;
      const bad = await bench.source.verify(bench.forbidden, go);
      expect(bad.checks.find(({ result }) => result === 'failed')?.code).toMatch(/^SOURCE\./);
      expect(await bench.source.list(bench.forbidden, null, go)).toMatchObject({ kind: 'refused' });
      expect(JSON.stringify(bad)).not.toContain('secret');
    });
  });
};

const listAll = async ({ source, config }: SourceBench): Promise<readonly ListedArticle[]> => {
  const found: ListedArticle[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<KnowledgeSource['list']>> = await source.list(
      config,
      cursor,
      go,
    );
    if (page.kind !== 'ok') throw new Error(JSON.stringify(page));
    found.push(...page.value.articles);
    cursor = page.value.next;
  } while (cursor !== null);
  return found;
};
