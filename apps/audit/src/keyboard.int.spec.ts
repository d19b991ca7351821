import { deadLetterOf, TOPICS } from '@deskstream/contracts';
import type { Locator, Page } from 'playwright-core';
import type { ConsoleInBrowser } from './testing/console-in-browser';
import { inBrowser, openConsole } from './testing/console-in-browser';
import { longStory } from './testing/long-story';
import { T0, webhookOf } from './testing/story';

const TIMEOUT = 90_000;
const STOPS = 80;

inBrowser('the console without a mouse, and without motion', () => {
  let opened: ConsoleInBrowser;
  const story = longStory('acme/intercom/c1');

  beforeAll(async () => {
    opened = await openConsole();
    const { log, settled } = opened.served;
    await log.publish(story.next(40));
    const parked = { ...webhookOf('notif_bad', story.key), partition: 0, offset: 9, timestamp: T0 };
    const reason = { step: 'dedup.canonicalise', because: 'unknown topic', attempts: 1 };
    await log.publish([deadLetterOf(parked, reason)]);
    await settled();
  });

  afterAll(() => opened?.stop());

  const newPage = async (): Promise<Page> => {
    const page = await opened.browser.newPage({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    page.setDefaultTimeout(TIMEOUT);
    return page;
  };

  it('finds a session, walks through it in all depths, scrubs, and asks why', async () => {
    const page = await newPage();
    await page.goto(opened.served.url);
    await tabTo(page, page.getByRole('searchbox', { name: 'Find sessions' }));
    await page.keyboard.type('c1');
    expect(await page.getByRole('searchbox').inputValue()).toBe('c1');
    await tabTo(page, page.getByRole('link', { name: /Ann/ }));
    await page.keyboard.press('Enter');
    await page.locator('.bubble').first().waitFor();
    for (const [key, depth] of [
      ['2', 'turns'],
      ['3', 'events'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole('region', { name: depth }).waitFor();
    }
    await page.locator('input[type=range][max="40"]').waitFor();
    for (const key of ['k', 'k', 'j', 'e']) await page.keyboard.press(key);
    await page.locator('.event[aria-pressed=true]').getByText('39', { exact: true }).waitFor();
    await page.getByRole('heading', { name: /event 39/ }).waitFor();
    await tabTo(page, page.getByRole('slider', { name: 'As of event' }), 'Shift+Tab');
    for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: 'State after event 30' }).waitFor();
    await page.keyboard.press('w');
    await page.locator('.symptom, .calm').first().waitFor();
    await page.keyboard.press('1');
    await page.locator('.bubble').first().waitFor();
    await page.close();
  });

  it('redrives a dead letter', async () => {
    const page = await newPage();
    await page.goto(opened.served.url);
    await tabTo(page, page.getByRole('link', { name: 'Operations' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Redrive …' }));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Redrive' });
    await dialog.getByText(`Publishes it again to ${TOPICS.webhooks}.`).waitFor();
    await tabTo(page, dialog.getByLabel(/^Reason/));
    await page.keyboard.type('the topic is known now');
    await tabTo(page, dialog.getByRole('button', { name: 'Redrive', exact: true }));
    await page.keyboard.press('Enter');
    await page.getByText('Redriven.').waitFor();
    await page.close();
  });

  it.each(['/', `/sessions/${encodeURIComponent(story.key)}?depth=events`, '/status'])(
    'moves nothing on %s for people who asked for that',
    async (path) => {
      const page = await newPage();
      await page.goto(`${opened.served.url}${path}`);
      await page.locator('main .session, main .event, main .grid').first().waitFor();
      expect(await page.evaluate('document.getAnimations().length')).toBe(0);
      expect(await page.evaluate(MOVING)).toEqual([]);
      await page.close();
    },
  );
});

/** Elements whose style animates, or would when it changes. */
const MOVING = `[...document.querySelectorAll('*')].filter((element) => {
  const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
  return animationName !== 'none' || scrollBehavior === 'smooth' ||
    transitionDuration.split(',').some((each) => parseFloat(each) > 0);
}).map((element) => element.outerHTML.slice(0, 80))`;

/** As people do who have no mouse: from one stop to the next until it has the focus. */
const tabTo = async (page: Page, target: Locator, key = 'Tab'): Promise<void> => {
  await target.waitFor();
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${STOPS} stops, and it has no focus`);
};
