import type { Article, Audience, Knowledge, PassageHistory } from '../knowledge.port';

/** Empty at first; `knowledge` gives another process' view of it. */
export interface OpenedKnowledge {
  knowledge(): Promise<Knowledge & PassageHistory>;
  close(): Promise<void>;
}

const article = (articleId: string, version: string, markdown: string): Article => ({
  articleId,
  version,
  title: articleId,
  markdown,
});
const exported = article(
  'exports',
  '1',
  '## Start an export\nPress "Export everything".\n\n## Stuck\nCancel it.',
);
const billing = article('billing', '1', 'Invoices are under Settings, Billing.');

export const knowledgeContract = (name: string, open: () => Promise<OpenedKnowledge>): void =>
  describe(`${name} as knowledge`, () => {
    let opened: OpenedKnowledge;
    let knowledge: Knowledge & PassageHistory;
    beforeEach(async () => {
      opened = await open();
      knowledge = await opened.knowledge();
    }, 180_000);
    afterEach(() => opened.close(), 180_000);

    const retrieve = (text: string, workspace = 'acme', limit = 3) =>
      knowledge.retrieve({ workspace, text, limit });
    const find = async (text: string, workspace?: string) =>
      (await retrieve(text, workspace)).map(({ articleId, heading, articleVersion }) => [
        articleId,
        heading,
        articleVersion,
      ]);

    it('finds the passage under its heading, in its workspace only, in every process', async () => {
      await knowledge.replaceAll('acme', [exported, billing]);
      knowledge = await opened.knowledge();
      expect((await find('how to start exports'))[0]).toEqual(['exports', 'Start an export', '1']);
      expect(await find('how to start exports', 'other')).toEqual([]);
    });

    it('gives the best first, as many as asked for, with shares of what the words tell', async () => {
      await knowledge.replaceAll('acme', [exported, billing, article('other', '1', 'Settings.')]);
      const found = await retrieve('invoices and billing settings of a zeppelin', 'acme', 2);
      expect(found.map(({ articleId }) => articleId)).toEqual(['billing', 'other']);
      const [best, next] = found;
      expect(best!.score).toBeGreaterThan(next!.score);
      expect(best!.covered).toBeGreaterThan(next!.covered!);
      expect(best!.unknown).toBeGreaterThan(0);
      expect(best!.unknown).toBeLessThan(1);
      expect(best).toMatchObject({ ordinal: 0, text: billing.markdown });
    });

    it.each(['', 'the and of', "it's \\ 'quoted' | & ! ( ) :*", 'C:\\exports\\it'])(
      'takes any text for a question: %j',
      async (text) => {
        await knowledge.replaceAll('acme', [exported]);
        await expect(retrieve(text)).resolves.toBeDefined();
      },
    );

    it('answers from the new version after a change, and counts what changed', async () => {
      const changed = article('billing', '2', 'Invoices are sent by mail.');
      const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
      expect(await knowledge.replaceAll('acme', [exported, billing])).toEqual({
        ...counts,
        added: 2,
      });
      expect(await knowledge.replaceAll('acme', [exported, changed])).toEqual({
        ...counts,
        changed: 1,
        unchanged: 1,
      });
      expect(await find('invoices')).toEqual([['billing', '', '2']]);
      expect(await knowledge.replaceAll('acme', [billing])).toMatchObject({ removed: 1 });
      expect(await find('invoices')).toEqual([['billing', '', '1']]);
      expect(await find('start an export')).toEqual([]);
    });

    it('answers from several owners in one ranking; an own article hides another of its id', async () => {
      await knowledge.replaceAll('acme', [billing, article('own', '1', 'Settings.')]);
      await knowledge.replaceAll('*', [
        article('billing', '9', 'Invoices of everybody, under billing.'),
        article('shared', '1', 'Billing: invoices and settings.'),
      ]);
      const query = { workspace: 'acme', text: 'invoices, billing, settings', limit: 9 };
      const found = await knowledge.retrieve({ ...query, alongside: ['*'] });
      const ids = found.map(({ articleId, articleVersion }) => `${articleId}@${articleVersion}`);
      expect(ids.slice(0, 2).sort()).toEqual(['billing@1', 'shared@1']);
      expect(ids.slice(2)).toEqual(['own@1']);
      const scores = found.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    });

    it('finds no article that is for others: by channel and by attributes of the customer', async () => {
      await knowledge.replaceAll('acme', [
        { ...article('mail', '1', 'An invoice by mail.'), audience: { channels: ['email'] } },
        {
          ...article('team', '1', 'An invoice for teams.'),
          audience: { attributes: { plan: ['team', 'business'] } },
        },
        article('all', '1', 'An invoice for all.'),
      ]);
      const for_ = async (audience: Audience) =>
        (await knowledge.retrieve({ workspace: 'acme', text: 'invoice', limit: 9, audience }))
          .map(({ articleId }) => articleId)
          .sort();
      expect(await for_({})).toEqual(['all']);
      expect(await for_({ channel: 'email' })).toEqual(['all', 'mail']);
      const attributes = { plan: 'team' };
      expect(await for_({ channel: 'web', attributes })).toEqual(['all', 'team']);
      expect(await for_({ channel: 'email', attributes })).toEqual(['all', 'mail', 'team']);
      expect(await for_({ attributes: { plan: 'free' } })).toEqual(['all']);
    });

    it('prefers the language of whoever asks among equally good articles', async () => {
      await knowledge.replaceAll('acme', [
        { ...article('a', '1', 'Export: PDF.'), language: 'en' },
        { ...article('b', '1', 'Export: PDF.'), language: 'de-DE' },
      ]);
      const first = async (audience: Audience) =>
        (await knowledge.retrieve({ workspace: 'acme', text: 'PDF', limit: 9, audience }))[0]
          ?.articleId;
      expect(await first({ language: 'en' })).toBe('a');
      expect(await first({ language: 'de' })).toBe('b');
    });

    it('Given an answer from a passage, When its article changes and goes, Then the passage still reads as it was, and which version answers now is known', async () => {
      const mine = { workspace: 'acme', articleId: 'billing' };
      const at = (articleVersion: string, ordinal = 0) =>
        knowledge.passageAt({ ...mine, articleVersion, ordinal });
      await knowledge.replaceAll('acme', [billing]);
      expect(await knowledge.currentVersion(mine)).toBe('1');
      await knowledge.replaceAll('acme', [article('billing', '2', 'By mail.')]);
      expect(await knowledge.currentVersion(mine)).toBe('2');
      await knowledge.replaceAll('acme', []);
      expect(await knowledge.currentVersion(mine)).toBeNull();
      expect(await at('1')).toMatchObject({ text: billing.markdown, articleVersion: '1' });
      expect(await at('2')).toMatchObject({ text: 'By mail.', title: 'billing' });
      expect([await at('3'), await at('1', 7)]).toEqual([null, null]);
      expect(await knowledge.currentVersion({ ...mine, workspace: 'other' })).toBeNull();
    });

    it('lists the articles of an owner that answer now, by title', async () => {
      await knowledge.replaceAll('acme', [
        article('zoom', '1', 'Old.'),
        article('gone', '1', 'Old.'),
      ]);
      await knowledge.replaceAll('acme', [article('zoom', '2', 'New.'), billing]);
      expect(await knowledge.currentArticles('acme')).toEqual([
        { articleId: 'billing', version: '1', title: 'billing' },
        { articleId: 'zoom', version: '2', title: 'zoom' },
      ]);
      expect(await knowledge.currentArticles('other')).toEqual([]);
    });
  });
