import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@deskstream/testing-harness';
import type { Browser } from 'playwright-core';
import { dataFolder, removed } from '../wrong/places';
import { inBrowser, openBrowser, overflowOf } from './browser';
import { deskstream, valuesOf } from './commands';
import type { RunningProduct } from './running-product';
import { jsonOf, startProduct } from './running-product';
import { settled } from './settled';

const THEN = 'A zebra saddle is refunded within three days.';
const NOW = 'A zebra saddle is never refunded.';
const page = (text: string): string => `# Refunds of zebra saddles\n\n${text}\n`;

interface Stored {
  readonly event: { readonly type: string; readonly data: { readonly text?: string } };
}
type Counts = Readonly<Record<string, number>>;

interface Read {
  readonly passages: readonly { readonly articleId: string; readonly text: string }[];
}

inBrowser('an article that is edited after an answer', () => {
  let product: RunningProduct;
  let browser: Browser;
  let folder: string;
  let session: string;

  const run = (...words: readonly string[]) => deskstream(product.env, ...words);
  const api = <T>(path: string) =>
    jsonOf<T>(`${product.console}/api/v1/sessions/${encodeURIComponent(session)}${path}`);
  const sync = (counts: Counts): Promise<void> => {
    let last: Counts = {};
    const isThere = async () => {
      const [status] = await jsonOf<readonly { last: { counts: Counts } | null }[]>(
        `${product.console}/api/v1/workspaces/demo/knowledge`,
      );
      last = status?.last?.counts ?? {};
      if (Object.entries(counts).every(([name, value]) => last[name] === value)) return true;
      await run('knowledge', 'sync', 'demo', 'shop');
      return false;
    };
    return until(isThere, { timeoutMs: 180_000, describe: () => JSON.stringify(last) });
  };

  beforeAll(async () => {
    folder = await dataFolder();
    await writeFile(join(folder, 'refunds.md'), page(THEN));
    const env = { KNOWLEDGE_ROOT: folder };
    [product, browser] = await Promise.all([startProduct({ env }), openBrowser()]);
    await run('knowledge', 'add-folder', 'demo', folder, '--id', 'shop');
    await sync({ listed: 1 });
    session = await settled(product, 'When is a zebra saddle refunded?');
    const events = await api<readonly Stored[]>('/events');
    const reply = events.find(({ event }) => event.type === 'ReplyRequested');
    expect(reply?.event.data.text).toContain(THEN);
    await writeFile(join(folder, 'refunds.md'), page(NOW));
    await sync({ changed: 1 });
  }, 720_000);

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    await removed(folder);
  });

  it('Then the old session still has the passage as it was: API and command line', async () => {
    const [found] = await api<readonly Read[]>('/passages');
    expect(found?.passages[0]).toMatchObject({ text: THEN, article: 'changed' });
    const [value] = valuesOf(await run('--json', 'knowledge', 'passages', session));
    expect(value).toMatchObject({ articleId: 'shop/refunds.md', text: THEN, article: 'changed' });
    const told = await run('knowledge', 'passages', session);
    expect(told.out).toContain('(the article was changed since)');
    expect(told.out).toContain(`    ${THEN}`);
  });

  it('Then a new session is answered from the article as it is now', async () => {
    const later = await settled(product, 'When is a zebra saddle refunded?');
    const told = await run('knowledge', 'passages', later);
    expect(told.out).toContain(NOW);
    expect(told.out).not.toContain('changed since');
  });

  it.each([1440, 390])(
    'Then the console shows the passage as it was and says that there is a newer one: %i px',
    async (width) => {
      const tab = await browser.newPage({ viewport: { width, height: 900 } });
      tab.setDefaultTimeout(30_000);
      const events = await api<readonly (Stored & { seq: number })[]>('/events');
      const seq = events.find(({ event }) => event.type === 'ReasoningConcluded')?.seq ?? 1;
      const path = `/sessions/${encodeURIComponent(session)}?panel=event&chosen=${seq}`;
      await tab.goto(`${product.console}${path}`);
      const reasoning = tab.getByRole('region', { name: 'Reasoning' });
      const first = reasoning
        .getByRole('list', { name: /^Passages/ })
        .getByRole('listitem')
        .first();
      await first.getByText('A newer version of this article exists').waitFor();
      await first.getByText('The passage as it was read').click();
      await first.getByText(THEN).waitFor();
      expect(await overflowOf(tab)).toBeLessThanOrEqual(0);
      await tab.close();
    },
  );

  it('Then an article that is gone is told as gone, with its words', async () => {
    await rm(join(folder, 'refunds.md'));
    await writeFile(join(folder, 'other.md'), '# Opening hours\n\nFrom nine to five.\n');
    await sync({ removed: 1 });
    const [found] = await api<readonly Read[]>('/passages');
    expect(found?.passages[0]).toMatchObject({ text: THEN, article: 'removed' });
  });
});
