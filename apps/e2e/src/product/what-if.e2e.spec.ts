import { until } from '@deskstream/testing-harness';
import type { Browser, Page } from 'playwright-core';
import { inBrowser, openBrowser, overflowOf } from './browser';
import type { RunningProduct } from './running-product';
import { jsonOf, startProduct } from './running-product';

const TIMEOUT = 90_000;

interface Stored {
  readonly event: { readonly type: string };
}

/** From a question to what would have come of it, in the browser alone. */
inBrowser('what-if and evaluation, from a session that was just answered', () => {
  let product: RunningProduct;
  let browser: Browser;
  let page: Page;
  let session: string;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    session = await answered(product);
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(TIMEOUT);
    await page.goto(`${product.console}/sessions/${encodeURIComponent(session)}`);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('counts first, runs, shows three lanes, and leads to the event where they part', async () => {
    await page.getByRole('link', { name: 'What if …' }).click();
    expect(await page.getByRole('textbox', { name: /^Session/ }).inputValue()).toBe(session);
    await page.getByLabel('The integration answers').selectOption('No');
    await page.getByRole('button', { name: 'Count first' }).click();
    await page.getByText('1 session is decided again.').waitFor();
    await page.getByText('it costs nothing').waitFor();
    await page.getByRole('button', { name: 'Run it' }).click();
    await page.getByRole('heading', { name: 'What if enabled: false' }).waitFor();
    await page.getByText('replied → suppressed').first().waitFor();
    const lanes = page.getByRole('region', { name: `Lanes of ${session}` });
    const row = lanes.getByRole('row').filter({ hasText: 'outcome' });
    await row.getByRole('cell').nth(2).waitFor();
    expect(await row.getByRole('cell').allTextContents()).toEqual([
      'replied',
      'replied',
      'suppressed',
    ]);
    const [report] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download HTML' }).click(),
    ]);
    expect(report.suggestedFilename()).toMatch(/^what-if-.*\.html$/);
    await page.reload();
    await page.getByRole('link', { name: /^event \d+$/ }).click();
    await page.getByRole('button', { name: 'Make a case …' }).waitFor();
  });

  it('asks the embedded answerer again on the articles of now, the baseline beside it', async () => {
    await page.goto(`${product.console}/what-if?session=${encodeURIComponent(session)}`);
    await page.getByLabel('Articles').selectOption('now');
    await page.getByRole('button', { name: 'Count first' }).click();
    await page.getByText('The baseline is asked again, too').waitFor();
    await page.getByRole('button', { name: 'Run it' }).click();
    await page.getByText('No decision comes out otherwise.').waitFor();
  });

  it('makes the session a case, plays the set, and keeps its figures', async () => {
    await page.goto(`${product.console}/sessions/${encodeURIComponent(session)}`);
    await page.getByRole('button', { name: 'Make a case …' }).click();
    await page.getByLabel('Name of the case').fill('export');
    await page.getByLabel('Must not say').fill('sorry');
    await page.getByRole('button', { name: 'Make the case' }).click();
    await page.getByRole('link', { name: 'Open the set' }).click();
    await page.getByRole('button', { name: 'Play 1 case' }).click();
    const figures = page.getByRole('region', { name: 'Figures over time' });
    await figures.getByText('1 of 1').waitFor();
    await page.getByText('passes').waitFor();
    for (const path of ['/evaluation', '/evaluation/support', '/what-if']) {
      await page.setViewportSize({ width: 390, height: 900 });
      await page.goto(`${product.console}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    }
  });
});

/** Key of a session whose question was answered. */
const answered = async ({ simulator, console: api }: RunningProduct): Promise<string> => {
  const asked = await fetch(`${simulator}/_control/demo/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'How do I export all documents?' }),
  });
  const { id } = (await asked.json()) as { id: string };
  const key = `demo/intercom/${id}`;
  const url = `${api}/api/v1/sessions/${encodeURIComponent(key)}/events`;
  const isAnswered = async (): Promise<boolean> => {
    const events = await jsonOf<readonly Stored[]>(url).catch(() => []);
    return events.some(({ event }) => event.type === 'MessagesSettled');
  };
  await until(isAnswered, { timeoutMs: 2 * TIMEOUT, describe: () => `${key} is not answered` });
  return key;
};
