import { until } from '@deskstream/testing-harness';
import type { Browser, Locator, Page } from 'playwright-core';
import { inBrowser, isMarked, mark, openBrowser, overflowOf } from './browser';
import type { RunningProduct } from './running-product';
import { jsonOf, startProduct } from './running-product';

const WIDTHS = [1440, 390];
const TIMEOUT = 90_000;

interface StoredEvent {
  readonly seq: number;
  readonly event: { readonly type: string };
}

inBrowser('the product, as npm start runs it, in a browser', () => {
  let product: RunningProduct;
  let browser: Browser;
  let desk: Page;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    desk = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    desk.setDefaultTimeout(TIMEOUT);
    await desk.goto(product.simulator);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const say = async (text: string): Promise<void> => {
    await desk.getByLabel('Message', { exact: true }).fill(text);
    await desk.getByRole('button', { name: 'Send', exact: true }).click();
  };

  /** Typed by the customer as a new conversation; its id as the page shows it. */
  const ask = async (text: string): Promise<string> => {
    await desk.getByRole('button', { name: 'New conversation' }).click();
    await say(text);
    const number = desk.getByText(/^Conversation \d+$/);
    await number.waitFor();
    return ((await number.textContent()) ?? '').replace('Conversation ', '');
  };

  /** The session in a tab of its own, found in the list, which shows it by itself. */
  const watch = async (conversation: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(TIMEOUT);
    await page.goto(product.console);
    await mark(page);
    await page.locator(`a[href*="${conversation}"]`).first().click();
    await page.getByRole('button', { name: 'Events', exact: true }).waitFor();
    await page.keyboard.press('3');
    await eventsOn(page).first().waitFor();
    return page;
  };

  const stored = (conversation: string): Promise<readonly StoredEvent[]> =>
    jsonOf(
      `${product.console}/api/v1/sessions/${encodeURIComponent(`demo/intercom/${conversation}`)}/events`,
    );

  const happens = (conversation: string, type: string, times = 1): Promise<void> => {
    const isThere = async () => {
      const events = await stored(conversation);
      return events.filter(({ event }) => event.type === type).length >= times;
    };
    return until(isThere, {
      timeoutMs: TIMEOUT,
      describe: () => `not ${times} ${type} in ${conversation}`,
    });
  };

  /** Every event of the log, and nothing else, stands on the page, which nobody loaded again. */
  const showsAll = async (page: Page, conversation: string): Promise<void> => {
    let shown: readonly string[] = [];
    let wanted: readonly string[] = [];
    // What the help desk tells of it may still come in.
    const isAll = async () => {
      wanted = (await stored(conversation)).map(({ seq, event }) => `${seq}${event.type}`);
      shown = (await eventsOn(page).allTextContents()).map((text) => text.replace(/\s/g, ''));
      return (
        shown.length === wanted.length &&
        shown.every((text, at) => text.startsWith(wanted[at] ?? '?'))
      );
    };
    await until(isAll, {
      timeoutMs: TIMEOUT,
      describe: () => `the page shows ${shown.join(', ')}; the log holds ${wanted.join(', ')}`,
    });
    expect(await isMarked(page)).toBe(true);
  };

  const eventsOn = (page: Page): Locator =>
    page.getByRole('button').filter({ has: page.locator('time') });

  it('answers a question that the help center answers, and tells every event live', async () => {
    const conversation = await ask('How do I export all documents?');
    const session = await watch(conversation);
    await desk
      .locator('#messages .message.ai')
      .getByText(/export/i)
      .waitFor();
    await happens(conversation, 'MessagesSettled');
    await showsAll(session, conversation);
    const before = await eventsOn(session).count();
    await say('How do I export a single table as CSV?');
    await eventsOn(session).nth(before).waitFor();
    await happens(conversation, 'MessagesSettled', 2);
  });

  it('hands off what it cannot answer: with a note for the team, unassigned, told live', async () => {
    const conversation = await ask('Do you have an office in Lisbon?');
    const session = await watch(conversation);
    await desk.locator('.bar').getByText('Unassigned', { exact: true }).waitFor();
    expect(await desk.locator('#messages .note').count()).toBe(0);
    await desk.getByText('Teammate', { exact: true }).click();
    await desk.locator('#messages .note').getByText('Do you have an office in Lisbon?').waitFor();
    await desk.locator('#messages').getByText('unassigned this').waitFor();
    await happens(conversation, 'HandoffConfirmed');
    await happens(conversation, 'MessagesSettled');
    await showsAll(session, conversation);
  });

  it('says why it did not answer, walks to the evidence, and shows the state as of it', async () => {
    const conversation = await ask('Do you sell gift cards for the moon?');
    const session = await watch(conversation);
    await happens(conversation, 'HandoffConfirmed');
    const details = session.getByRole('region', { name: 'Details' });
    const cause = details.locator('.cause').first();
    await cause.getByText('handed off').waitFor();
    await cause.getByRole('button', { name: /^event \d+$/ }).click();
    await details.getByRole('heading', { name: /^HandoffRequested/ }).waitFor();
    await session.keyboard.press('s');
    await details.getByText('replayed, hashes match').waitFor();
    const slider = session.getByRole('slider', { name: 'As of event' });
    const at = Number(await slider.inputValue());
    await session.keyboard.press('k');
    await details.getByRole('heading', { name: `State after event ${at - 1}` }).waitFor();
    await slider.focus();
    await session.keyboard.press('ArrowRight');
    await session.waitForURL((url) => url.searchParams.get('chosen') === String(at));
    await session.keyboard.press('2');
    await session.getByText('handing off').first().waitFor();
    expect(await isMarked(session)).toBe(true);
  });

  it('sends what was typed before the page of the desk knew its account', async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(TIMEOUT);
    const account = Promise.withResolvers<void>();
    await page.route('**/_control/workspaces', async (route) => {
      await account.promise;
      await route.continue();
    });
    await page.goto(product.simulator);
    await page.getByLabel('Message', { exact: true }).fill('Is anybody there?');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    account.resolve();
    await page.locator('#messages').getByText('Is anybody there?').waitFor();
    await page.close();
  });

  it.each(WIDTHS)('fits a window of %i px: the desk, the list, a session', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 844 } });
    page.setDefaultTimeout(TIMEOUT);
    await page.goto(product.simulator);
    await page.locator('#list button').first().waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.locator('#list button').first().click();
    await page.locator('#messages li').first().waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.goto(product.console);
    const session = page.locator('a[href*="intercom"]').first();
    await session.waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await session.click();
    await eventsOn(page).first().waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.close();
  });
});
