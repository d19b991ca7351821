import { until } from '@deskstream/testing-harness';
import type { Browser, Page } from 'playwright-core';
import { inBrowser, openBrowser, overflowOf } from './browser';
import { deskstream, valuesOf } from './commands';
import type { RunningProduct } from './running-product';
import { startProduct } from './running-product';

const TIMEOUT = 90_000;
const QUESTION = 'Do you sell gift cards for the moon?';
const PASSWORD = 'as long as it takes';

inBrowser('signing in to the console', () => {
  let product: RunningProduct;
  let browser: Browser;
  let key: string;
  /** Of a program that may read everything. */
  let secret: string;

  beforeAll(async () => {
    [product, browser] = await Promise.all([
      startProduct({
        env: {
          ACCESS: 'accounts',
          FIRST_ADMIN_EMAIL: 'admin@example.com',
          FIRST_ADMIN_PASSWORD: PASSWORD,
        },
      }),
      openBrowser(),
    ]);
    const made = await deskstream(
      product.env,
      '--json',
      'tokens',
      'add',
      'e2e',
      '--role',
      'engineer',
    );
    secret = String(valuesOf(made)[0]?.['secret']);
    key = await asked();
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  /** A question at the desk that nothing answers, once it is handed off. */
  const asked = async (): Promise<string> => {
    const posted = await fetch(`${product.simulator}/_control/demo/conversations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: QUESTION }),
    });
    const { id } = (await posted.json()) as { id: string };
    const session = `demo/intercom/${id}`;
    const url = `${product.console}/api/v1/sessions/${encodeURIComponent(session)}/events`;
    const settled = async () => {
      const answer = await fetch(url, { headers: { authorization: `Bearer ${secret}` } });
      return answer.ok && (await answer.text()).includes('"MessagesSettled"');
    };
    await until(settled, { timeoutMs: 180_000, describe: () => `${session} is not settled` });
    return session;
  };

  const open = async (path: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT);
    await page.goto(`${product.console}${path}`);
    return page;
  };

  const signIn = async (page: Page, email: string, password: string): Promise<void> => {
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };

  const addUser = async (role: string): Promise<string> => {
    const words = ['users', 'add', `${role}@example.com`, '--role', role];
    const ended = await deskstream(product.env, '--json', ...words);
    return String(valuesOf(ended)[0]?.['password']);
  };

  const session = () => `/sessions/${encodeURIComponent(key)}`;

  it('refuses a wrong password, and with the right one leads to the page one came for', async () => {
    const page = await open('/access');
    await signIn(page, 'admin@example.com', 'a wrong one');
    await page.getByRole('alert').getByText('Address or password is wrong.').waitFor();
    expect(await page.getByRole('navigation', { name: 'Main' }).count()).toBe(0);
    await signIn(page, 'admin@example.com', PASSWORD);
    await page.getByRole('heading', { name: 'API tokens' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/access');
    const record = page.getByRole('region', { name: 'Record' });
    await record.getByText('refused').first().waitFor();
    await record.getByText('deskstream tokens add').waitFor();
    await page.context().close();
  });

  it('shows a viewer every step, but nothing that the customer wrote, and nothing to act with', async () => {
    const password = await addUser('viewer');
    const page = await open(session());
    await signIn(page, 'viewer@example.com', password);
    await page.getByText(`••••• (${QUESTION.length} characters)`).first().waitFor();
    await page.keyboard.press('3');
    await page.getByRole('button', { name: /HandoffRequested/ }).waitFor();
    await page.keyboard.press('s');
    await page.getByText('replayed, hashes match').waitFor();
    expect(await page.content()).not.toContain('gift cards');
    const main = page.getByRole('navigation', { name: 'Main' });
    expect(await main.getByRole('link', { name: 'Access' }).count()).toBe(0);
    await main.getByRole('link', { name: 'Connections' }).click();
    await page.locator('.connection').first().waitFor();
    expect(await page.getByRole('button', { name: 'Verify now' }).count()).toBe(0);
    await page.goto(`${product.console}/workspaces/demo`);
    await page.getByRole('heading', { name: 'History' }).waitFor();
    expect(await page.getByLabel('Settings as JSON').count()).toBe(0);
    await page.goto(product.console);
    await page.locator('.session').first().waitFor();
    expect(await page.content()).not.toContain('gift cards');
    await page.context().close();
  });

  it('shows an engineer the text, until they sign out', async () => {
    const password = await addUser('engineer');
    const page = await open(session());
    await signIn(page, 'engineer@example.com', password);
    await page.getByText(QUESTION).first().waitFor();
    await page.getByRole('link', { name: 'Connections' }).click();
    await page.getByRole('button', { name: 'Verify now' }).first().waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Account of engineer@example.com' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto(`${product.console}${session()}`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(new URL(page.url()).searchParams.get('to')).toBe(session());
    await signIn(page, 'engineer@example.com', password);
    await page.getByText(QUESTION).first().waitFor();
    const disabled = await deskstream(product.env, 'users', 'disable', 'engineer@example.com');
    expect(disabled).toMatchObject({ code: 0 });
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.content()).not.toContain('gift cards');
    await page.context().close();
  });
});
