import type { Browser, Page } from 'playwright-core';
import { inBrowser, openBrowser, overflowOf } from './browser';
import type { Hands } from './hands';
import { keyboardOn, mouse } from './hands';
import type { RunningProduct } from './running-product';
import { startProduct } from './running-product';

const TIMEOUT = 135_000;

interface Desk {
  readonly vendor: string;
  readonly name: string;
  /** Of the simulator's pages. */
  readonly path: string;
  readonly token: string;
  readonly secret: string;
  readonly channels: number;
  readonly hands: 'mouse' | 'keyboard';
}

const DESKS: readonly Desk[] = [
  {
    ...{ vendor: 'intercom', name: 'Intercom', path: '/', hands: 'keyboard', channels: 2 },
    ...{ token: 'Access token', secret: 'Client secret' },
  },
  {
    ...{ vendor: 'hubspot', name: 'HubSpot', path: '/hubspot/', hands: 'mouse', channels: 2 },
    ...{ token: 'Access token', secret: 'Client secret' },
  },
  {
    ...{ vendor: 'front', name: 'Front', path: '/front/', hands: 'mouse', channels: 4 },
    ...{ token: 'API token', secret: 'Signing key' },
  },
];

inBrowser('setting up a help desk, from nothing to a first answered message', () => {
  let product: RunningProduct;
  let browser: Browser;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const open = async (url: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.setDefaultTimeout(TIMEOUT);
    await page.goto(url);
    return page;
  };

  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
  const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

  it('begins on a page that says what to do next, and where', async () => {
    const page = await open(product.console);
    const desk = page.getByRole('link', { name: 'Open the help desk' });
    expect(await desk.getAttribute('href')).toBe(product.simulator);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.getByRole('link', { name: 'set up' }).click();
    await page.getByRole('heading', { level: 1, name: 'Setup' }).waitFor();
    await page.close();
  });

  it.each(DESKS)(
    '$name, by $hands alone, with what the help desk shows its admin',
    async ({ vendor, path, token, secret, channels, hands }) => {
      const admin = await open(`${product.simulator}${path}connect?workspace=shop`);
      const page = await open(`${product.console}/setup`);
      const hand: Hands = hands === 'keyboard' ? keyboardOn(page) : mouse;
      const shown = (label: string) => field(admin, label).inputValue();
      await field(admin, token).waitFor();

      await hand.type(field(page, 'Name'), `shop-${vendor}`);
      if (vendor !== 'intercom') await page.getByLabel('Help desk').selectOption(vendor);
      await hand.press(button(page, 'Create and continue'));

      await hand.type(field(page, 'API address'), await shown('API address'));
      await hand.type(field(page, token), 'mistyped');
      await hand.type(field(page, secret), await shown(secret));
      await hand.press(button(page, 'Save and check'));
      await page.getByRole('alert').getByText('token').first().waitFor();
      await hand.type(field(page, token), await shown(token));
      await hand.press(button(page, 'Save and check'));

      await hand.press(button(page, 'Continue'));
      const url = (await page.locator('.webhook-url code').textContent()) ?? '';
      expect(url).toBe(`${product.ingress}/webhooks/${vendor}/shop-${vendor}`);
      await field(admin, 'Webhook URL').fill(url);
      await button(admin, 'Save').click();
      await admin.getByText(/^Saved\./).waitFor();
      await hand.press(button(page, /^Continue/));

      await hand.choose(page.getByRole('radio', { name: /^Support Assistant/ }));
      await hand.press(button(page, 'Save and continue'));

      const autopilot = page.getByRole('radio', { name: 'Autopilot' });
      await autopilot.first().waitFor();
      const watching = page.getByRole('radio', { name: 'Watch only', checked: true });
      await watching.nth(channels - 1).waitFor();
      expect(await watching.count()).toBe(channels);
      for (const each of await autopilot.all()) await hand.choose(each);
      await hand.press(button(page, 'Save and continue'));
      await page.getByText('Waiting for the first message.').waitFor();

      await page.reload();
      await page.getByText('Waiting for the first message.').waitFor();
      const customer = await open(`${product.simulator}${path}?workspace=shop`);
      await field(customer, 'Message').fill('How do I export all documents?');
      await button(customer, 'Send').click();
      await page.getByText(/Answered\.$/).waitFor();
      await page.getByText('connected', { exact: true }).waitFor();
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      await hand.press(page.getByRole('link', { name: 'Open the session' }));
      await page.getByRole('heading', { level: 1 }).waitFor();
      await Promise.all([admin, page, customer].map((each) => each.close()));
    },
  );
});
