import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** `describe`, or a skip that says what is missing. */
export const inBrowser = (name: string, tests: () => void): void =>
  (existsSync(executablePath) ? describe : describe.skip)(
    `${name} (needs ${executablePath}, or CHROMIUM says where it is)`,
    tests,
  );

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
    timeout: 120_000,
  });

/** By how many pixels a page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(
    'Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth',
  );

const MARK = '__openedOnce';

/** A page that is loaded anew forgets this. */
export const mark = (page: Page): Promise<unknown> => page.evaluate(`window.${MARK} = true`);

export const isMarked = (page: Page): Promise<boolean> => page.evaluate(`window.${MARK} === true`);
