import { systemClock } from '@deskstream/kernel';
import type { Page } from 'playwright-core';
import type { ConsoleInBrowser } from './testing/console-in-browser';
import { inBrowser, openConsole } from './testing/console-in-browser';
import { longStory } from './testing/long-story';

const TIMEOUT = 180_000;

/** What the browser moved by itself, not after an input. */
const WATCH_SHIFTS = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts.push(entry.value);
  }).observe({ type: 'layout-shift' });
`;

inBrowser('a long session in the console', () => {
  let opened: ConsoleInBrowser;

  beforeAll(async () => {
    opened = await openConsole();
  });

  afterAll(() => opened?.stop());

  const told = async (story: ReturnType<typeof longStory>, count: number): Promise<void> => {
    for (let at = 0; at < count; at += 500)
      await opened.served.log.publish(story.next(Math.min(500, count - at)));
    await opened.served.settled();
  };

  const openedAt = async (key: string, query: string, events: number): Promise<Page> => {
    const page = await opened.browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(TIMEOUT / 2);
    await page.goto(`${opened.served.url}/sessions/${encodeURIComponent(key)}?${query}`);
    await holds(page, events);
    return page;
  };

  it('moves nothing that is in sight while hundreds of events arrive, and holds all of them in order', async () => {
    const story = longStory('acme/intercom/live');
    await told(story, 400);
    const page = await openedAt(story.key, 'depth=events&panel=event&chosen=200', 400);
    const chosen = page.locator('.event[aria-pressed=true]');
    await rested(page, () => topOf(page));
    const top = await topOf(page);
    await page.evaluate(WATCH_SHIFTS);
    for (let batch = 0; batch < 50; batch += 1) await opened.served.log.publish(story.next(5));
    await holds(page, 650);
    expect(await topOf(page)).toBe(top);
    expect(await chosen.locator('.event-seq').textContent()).toBe('200');
    expect(await page.evaluate('shifts')).toEqual([]);
    const seqs = await walkedUp(page, 400);
    expect(seqs).toEqual(seqs.map((_seq, index) => (seqs[0] ?? 0) + index));
    expect(seqs.at(-1)).toBe(650);
    expect(seqs[0]).toBeLessThanOrEqual(400);
    await page.close();
  });

  it('stays at the end for those who are there, and lets them leave it', async () => {
    const story = longStory('acme/intercom/end');
    await told(story, 400);
    const page = await openedAt(story.key, 'depth=events', 400);
    await page.keyboard.press('n');
    await inSight(page, 400);
    await opened.served.log.publish(story.next(30));
    await inSight(page, 430);
    await page.mouse.move(300, 500);
    await wheeledUp(page, 2_000);
    await rested(page, () => page.evaluate<number>('scrollY'));
    const at = await page.evaluate<number>('scrollY');
    await opened.served.log.publish(story.next(30));
    await holds(page, 460);
    expect(await page.evaluate<number>('scrollY')).toBe(at);
    await page.close();
  });

  it('has its events asked for by the page itself, before a script does', async () => {
    const story = longStory('acme/intercom/early');
    await told(story, 40);
    const page = await opened.browser.newPage();
    page.setDefaultTimeout(TIMEOUT / 2);
    await page.goto(`${opened.served.url}/sessions/${encodeURIComponent(story.key)}`);
    await holds(page, 40);
    expect(await page.evaluate(ASKED_FIRST_BY)).toBe('link');
    await page.close();
  });

  it('of 10,000 events: goes to the end and the middle, selects, and scrubs back', async () => {
    const story = longStory('acme/intercom/long');
    await told(story, 10_000);
    const page = await openedAt(story.key, 'depth=events&panel=state', 10_000);
    await becomes<boolean>(page, DRAWS_FEW);
    await page.keyboard.press('n');
    await inSight(page, 10_000);
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight / 2)');
    const middle = await inTheMiddle(page);
    expect(middle).toBeGreaterThan(4_000);
    expect(middle).toBeLessThan(6_000);
    await page.locator('.event', { has: page.getByText(String(middle), { exact: true }) }).click();
    await page.waitForURL((url) => url.searchParams.get('chosen') === String(middle));
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: `State after event ${middle}` }).waitFor();
    const slider = page.getByRole('slider', { name: 'As of event' });
    await slider.focus();
    for (let step = 0; step < 25; step += 1) await page.keyboard.press('ArrowLeft');
    const back = middle - 25;
    await page.getByRole('heading', { name: `State after event ${back}` }).waitFor();
    await inSight(page, back);
    await page.getByText('replayed, hashes match').waitFor();
    await page.waitForURL((url) => url.searchParams.get('chosen') === String(back));
    await page.keyboard.press('1');
    await page.locator('.bubble').first().waitFor();
    await page.keyboard.press('2');
    await page.locator('.turn[aria-current=true]').waitFor();
    await page.close();
  });
});

const ASKED_FIRST_BY = `performance.getEntriesByType('resource')
  .find(({ name }) => name.includes('/events?')).initiatorType`;

/** Of a long list only what is near the window; the list is drawn after the slider. */
const DRAWS_FEW = `(() => {
  const rows = document.querySelectorAll('.event').length;
  return rows > 0 && rows < 100;
})()`;

/** The page knows so many events. */
const holds = (page: Page, events: number): Promise<void> =>
  page.locator(`input[type=range][max="${events}"]`).waitFor();

const topOf = (page: Page): Promise<number> =>
  page
    .locator('.event[aria-pressed=true]')
    .evaluate<number, HTMLElement>((row) => row.getBoundingClientRect().top);

/** The row of an event is drawn within the window. */
const inSight = async (page: Page, seq: number): Promise<void> => {
  const isInSight = `[...document.querySelectorAll('.event')].some((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    const number = row.querySelector('.event-seq').textContent;
    return number === '${seq}' && top >= 0 && bottom <= innerHeight;
  })`;
  await becomes<boolean>(page, isInSight);
};

/** What an expression gives once it gives something; the page's policy forbids it to look again by itself. */
const becomes = async <T>(page: Page, expression: string): Promise<T> => {
  const deadline = systemClock.now() + TIMEOUT / 2;
  for (;;) {
    const found = await page.evaluate<T | null>(expression);
    if (found) return found;
    if (systemClock.now() > deadline) throw new Error(`it does not become so: ${expression}`);
    await page.evaluate(FRAMES);
  }
};

/** The number of the row that is drawn in the middle of the window. */
const inTheMiddle = async (page: Page): Promise<number> => {
  const found = await becomes<string>(
    page,
    `[...document.querySelectorAll('.event')]
    .find((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return top < innerHeight && bottom >= innerHeight / 2;
    })?.querySelector('.event-seq').textContent`,
  );
  return Number(found);
};

/** With the mouse wheel, until the page has begun to move. */
const wheeledUp = async (page: Page, px: number): Promise<void> => {
  const before = await page.evaluate<number>('scrollY');
  await page.mouse.wheel(0, -px);
  await becomes<boolean>(page, `scrollY < ${before} || scrollY === 0`);
};

/** The same twice, a few frames apart. */
const rested = async (page: Page, look: () => Promise<number>): Promise<void> => {
  const deadline = systemClock.now() + TIMEOUT / 2;
  let before = Number.NaN;
  for (let now = await look(); now !== before; now = await look()) {
    before = now;
    if (systemClock.now() > deadline) throw new Error('it goes on moving');
    await page.evaluate(FRAMES);
  }
};

const FRAMES = `new Promise((done) => {
  let left = 10;
  const frame = () => ((left -= 1) === 0 ? done() : requestAnimationFrame(frame));
  frame();
})`;

/** From the end up to an event: every number that was drawn, in order. */
const walkedUp = async (page: Page, to: number): Promise<readonly number[]> => {
  await page.keyboard.press('n');
  await inSight(page, 650);
  await page.mouse.move(300, 500);
  const drawn = new Set<number>();
  for (let step = 0; step < 200 && !drawn.has(to); step += 1) {
    for (const text of await page.locator('.event-seq').allTextContents()) drawn.add(Number(text));
    await wheeledUp(page, 400);
    await page.evaluate(FRAMES);
  }
  return [...drawn].sort((a, b) => a - b);
};
