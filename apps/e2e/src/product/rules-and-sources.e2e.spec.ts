import type { Browser, Page } from 'playwright-core';
import { inBrowser, openBrowser } from './browser';
import type { RunningProduct } from './running-product';
import { jsonOf, startProduct } from './running-product';

const TIMEOUT = 135_000;

interface Settings {
  readonly version: number;
  readonly rules: { readonly officeHours: { readonly timeZone: string } | null };
}

inBrowser('rules and sources of a workspace', () => {
  let product: RunningProduct;
  let browser: Browser;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const open = async (path: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.setDefaultTimeout(TIMEOUT);
    await page.goto(`${product.console}${path}`);
    return page;
  };

  const save = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Show what changes' }).click();
    await page.getByRole('heading', { name: 'This changes' }).waitFor();
    await page.getByLabel('Why', { exact: true }).fill('as agreed with the team');
    await page.getByRole('button', { name: 'Save as a new version' }).click();
  };

  it('say at the field what is wrong, show the difference, and are saved', async () => {
    const page = await open('/workspaces/demo');
    await page.getByLabel('People are there at certain hours only').check();
    await page.getByLabel('Time zone', { exact: true }).fill('Mars/Olympus');
    await page.getByRole('button', { name: 'Show what changes' }).click();
    await page.locator('.field-problem', { hasText: 'Mars/Olympus' }).waitFor();
    await page.getByLabel('Time zone', { exact: true }).fill('Europe/Berlin');
    await save(page);
    await page.getByText('Version 2 is in force').waitFor();
    const { rules } = await jsonOf<Settings>(`${product.console}/api/v1/workspaces/demo`);
    expect(rules.officeHours?.timeZone).toBe('Europe/Berlin');
    await page.close();
  });

  it('a source of articles is added, synced now, and removed', async () => {
    const page = await open('/knowledge');
    await page.getByRole('button', { name: 'Add a source' }).click();
    await page.getByLabel('Name', { exact: true }).fill('front-help');
    await page.getByLabel('Kind').selectOption('front');
    await save(page);
    const card = page.locator('.source', { hasText: 'front-help' });
    await card.getByRole('button', { name: 'Sync now' }).click();
    const asked = page.getByRole('dialog', { name: 'Sync now' });
    await asked.getByText('It was never synced before.').or(asked.getByText('Last sync')).waitFor();
    await asked.getByLabel('Reason, recorded with it').fill('New articles');
    await asked.getByRole('button', { name: 'Sync now' }).click();
    await card.getByText('New articles').waitFor();
    await card.getByText('In step with its source').waitFor();
    await card.getByText(/^\d+ articles/).waitFor();
    await card.getByRole('button', { name: 'Remove' }).click();
    await save(page);
    await page.getByText('No sources of its own.').waitFor();
    await page.close();
  });
});
