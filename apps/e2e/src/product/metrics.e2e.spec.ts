import { until } from '@deskstream/testing-harness';
import type { Browser, Page } from 'playwright-core';
import { inBrowser, openBrowser, overflowOf } from './browser';
import type { RunningProduct } from './running-product';
import { jsonOf, startProduct } from './running-product';
import { settled } from './settled';

const TIMEOUT = 90_000;
const FILTER = 'workspace=demo&timeZone=Europe%2FBerlin&interval=week';

interface Report {
  readonly figures: readonly { readonly name: string; readonly total: number | null }[];
}

/** What a table of the page shows: by figure and period, the value behind the words. */
const SHOWN = `Object.fromEntries([...document.querySelectorAll('table:has([data-figure])')].flatMap(
  (table) => [...table.querySelectorAll('th[data-figure]')].flatMap(({ dataset }, at) =>
    [...table.querySelectorAll('tr[data-period]')].map((row) => [
      dataset.figure + ' ' + row.dataset.period,
      row.querySelectorAll('data')[at].getAttribute('value'),
    ]))))`;

/** The same of the CSV. */
const cellsOf = (csv: string): Readonly<Record<string, string>> => {
  const [head = [], ...rows] = csv
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  return Object.fromEntries(
    rows.flatMap(([period, ...values]) =>
      values.map((value, at) => [`${head[at + 1]} ${period}`, value]),
    ),
  );
};

inBrowser('the metrics of the product, in a browser', () => {
  let product: RunningProduct;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(TIMEOUT);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const totalOf = async (figure: string): Promise<number> => {
    const { figures } = await jsonOf<Report>(`${product.console}/api/v1/metrics`);
    return figures.find(({ name }) => name === figure)?.total ?? 0;
  };

  it('say what to do when nothing happened yet, and then count what did', async () => {
    await page.goto(`${product.console}/figures`);
    await page.getByText('No conversations in this time.').waitFor();
    await settled(product, 'How do I export all documents?');
    await settled(product, 'Do you have an office in Lisbon?');
    const counted = async () =>
      (await totalOf('open_ai')) === 1 && (await totalOf('handed_off')) === 1;
    await until(counted, { timeoutMs: TIMEOUT, describe: () => 'not both are counted' });
    await page.goto(`${product.console}/figures?${FILTER}`);
    const tiles = page.getByRole('list', { name: 'Most asked for' });
    await tiles.getByText('1 of 2').first().waitFor();
    await tiles.getByText('or a person.', { exact: false }).first().waitFor();
  });

  it('show in their tables exactly what the CSV holds', async () => {
    const address = await page.getByRole('link', { name: 'Download CSV' }).getAttribute('href');
    expect(address).toBe(`/api/v1/metrics.csv?${FILTER}`);
    const csvNow = async () => (await fetch(`${product.console}${address}`)).text();
    // What the help desk tells of a handoff may still come in, and moves a mean.
    let csv: Readonly<Record<string, string>> = {};
    let shown: unknown;
    const isStill = async () => {
      const text = await csvNow();
      await page.reload();
      await page.getByRole('link', { name: 'Download CSV' }).waitFor();
      await page
        .getByRole('list', { name: 'Most asked for' })
        .getByText('1 of 2')
        .first()
        .waitFor();
      shown = await page.evaluate(SHOWN);
      csv = cellsOf(text);
      return text === (await csvNow());
    };
    await until(isStill, { timeoutMs: TIMEOUT, describe: () => 'the figures go on moving' });
    expect(shown).toEqual(csv);
    expect(Object.keys(csv).length).toBeGreaterThan(100);
    const section = page.getByRole('region', { name: 'How conversations ended', exact: true });
    const table = section.getByRole('table', { name: 'How conversations ended' });
    expect(await table.getByRole('row').count()).toBeGreaterThan(4);
    await section.getByRole('button', { name: 'Table' }).click();
    await table.waitFor();
    expect(await page.evaluate(SHOWN)).toEqual(csv);
  });

  it('lead from a figure to its conversations, and keep the filter in the address', async () => {
    await page.getByRole('button', { name: 'By day' }).click();
    await page.getByLabel('Channel').selectOption('web');
    await page.waitForURL(/interval=day.*channel=web|channel=web.*interval=day/);
    await page.locator('a[href*="channel=web"][href*="figure=handed_off"]').first().click();
    await page.getByRole('heading', { name: 'Handed off', exact: true }).waitFor();
    expect(page.url()).toContain('channel=web');
    await page.getByRole('link', { name: /^demo\/intercom\// }).click();
    await page.getByText('Do you have an office in Lisbon?').first().waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Metrics' }).first().waitFor();
  });

  it('fit a small window', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${product.console}/figures?${FILTER}`);
    await page.getByText('1 of 2').first().waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  });
});
