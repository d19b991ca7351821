import type { Browser, Page } from 'playwright-core';
import { until } from './context';

const VIEWPORT = { width: 1440, height: 900 };

/** Runs in the page before its own script: what the browser itself saw. */
const WATCH = `
  window.seen = { deltas: [], shifts: [], tasks: [], counting: false };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shifts.push(entry.value);
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.tasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  let before = 0;
  const frame = (now) => {
    if (seen.counting && before !== 0) seen.deltas.push(now - before);
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
`;

interface Seen {
  readonly deltas: readonly number[];
  readonly shifts: readonly number[];
  readonly tasks: readonly number[];
}

const watched = async (browser: Browser): Promise<Page> => {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  return page;
};

const closed = async (page: Page): Promise<void> => page.context().close();

export interface Opened {
  /** Navigation to: all events there, and a key chose the one before the last. */
  readonly allMs: number;
  /** Navigation to the first events drawn. */
  readonly firstMs: number;
  readonly scriptBytes: number;
}

/** A cold cache each time: every opening is a browser context of its own. */
export const opened = async (browser: Browser, url: string, events: number): Promise<Opened> => {
  const page = await watched(browser);
  await page.addInitScript(`
    const look = () => {
      const slider = document.querySelector('input[type=range]');
      if (slider !== null) seen.firstAt ??= performance.now();
      if (slider === null || Number(slider.max) < ${events}) return requestAnimationFrame(look);
      if (seen.pressed === undefined) {
        seen.pressed = true;
        dispatchEvent(new KeyboardEvent('keydown', { key: 'k' }));
      }
      const chosen = document.querySelector('.event[aria-pressed=true] .event-seq');
      if (chosen?.textContent === '${events - 1}') seen.allAt = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  `);
  await page.goto(`${url}?depth=events`, { waitUntil: 'commit' });
  await until('all of it on the page', () => page.evaluate<boolean>('seen.allAt !== undefined'), {
    limitMs: 60_000,
    everyMs: 100,
  });
  const [allMs, firstMs, scriptBytes] = await page.evaluate<[number, number, number]>(`[
    seen.allAt, seen.firstAt,
    performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'))
      .reduce((sum, { transferSize }) => sum + transferSize, 0),
  ]`);
  await closed(page);
  return { allMs, firstMs, scriptBytes };
};

const POSITIONS = 300;

/** Back from the end by the arrow key, one position for each frame. */
export const scrubbed = async (
  browser: Browser,
  url: string,
  events: number,
): Promise<{ readonly deltas: readonly number[]; readonly shown: number }> => {
  const page = await watched(browser);
  await page.goto(url);
  const slider = page.getByRole('slider', { name: 'As of event' });
  await page.locator(`input[type=range][max='${events}']`).waitFor();
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await page.evaluate('seen.counting = true');
  await page.evaluate(`new Promise((done) => {
    const slider = document.querySelector('input[type=range]');
    const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    let left = ${POSITIONS};
    const next = () => {
      if (left === 0) return done();
      left -= 1;
      put.call(slider, String(Number(slider.value) - 1));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      requestAnimationFrame(next);
    };
    next();
  })`);
  const { deltas } = await page.evaluate<Seen>('seen');
  const shown = events - 1 - Number(await slider.inputValue());
  await closed(page);
  return { deltas, shown };
};

export interface Followed {
  readonly sent: number;
  /** That stand on the page in their order, without a gap. */
  readonly arrived: number;
  readonly shifts: number;
  /** How far what was in sight moved, in px. */
  readonly moved: number;
  readonly longTasks: number;
  readonly longestTask: number;
  readonly deltas: readonly number[];
}

const PER_SECOND = 50;

/** Events arrive while somebody reads in the middle: nothing may move; then the end is looked at. */
export const followed = async (
  browser: Browser,
  url: string,
  given: {
    readonly events: number;
    readonly seconds: number;
    publish(count: number): Promise<unknown>;
  },
): Promise<Followed> => {
  const page = await watched(browser);
  await page.goto(`${url}&chosen=${Math.round(given.events / 2)}`);
  await page.locator(`input[type=range][max='${given.events}']`).waitFor();
  await page.locator('.event[aria-pressed=true]').waitFor();
  await page.waitForTimeout(1_000);
  const place = () =>
    page.evaluate<number>(
      "document.querySelector('.event[aria-pressed=true]').getBoundingClientRect().top",
    );
  const before = await place();
  await page.evaluate('seen.shifts = []; seen.tasks = []; seen.counting = true');
  const sent = PER_SECOND * given.seconds;
  const startedAt = performance.now();
  for (let nth = 0; nth < sent / 5; nth += 1) {
    await given.publish(5);
    await page.waitForTimeout(Math.max(0, startedAt + (nth + 1) * 100 - performance.now()));
  }
  const all = given.events + sent;
  const isThere = async () =>
    Number(await page.locator('input[type=range]').getAttribute('max')) === all;
  await until('all events on the page', isThere, { limitMs: 20_000, everyMs: 50 });
  const seen = await page.evaluate<Seen>('seen');
  const moved = Math.abs((await place()) - before);
  const arrived = await inOrder(page, given.events, all);
  await closed(page);
  return {
    ...{ sent, arrived, moved, deltas: seen.deltas },
    shifts: seen.shifts.length,
    longTasks: seen.tasks.length,
    longestTask: Math.max(0, ...seen.tasks),
  };
};

/** Walks down the list from one event to another and counts those that follow the one before. */
const inOrder = async (page: Page, from: number, to: number): Promise<number> => {
  await page.keyboard.press('n');
  const seqs = new Set<number>();
  const drawn = async () => {
    const texts = await page.locator('.timeline .event-seq').allTextContents();
    for (const text of texts) seqs.add(Number(text));
    return texts;
  };
  await page.waitForTimeout(500);
  await page.mouse.move(300, 500);
  for (let step = 0; step < 400 && !seqs.has(from); step += 1) {
    await drawn();
    await page.mouse.wheel(0, -500);
    await page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    );
  }
  let next = from + 1;
  while (next <= to && seqs.has(next)) next += 1;
  return next - from - 1;
};
