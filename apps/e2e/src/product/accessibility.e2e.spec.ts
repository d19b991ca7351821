import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { until } from '@deskstream/testing-harness';
import type { Browser, Page } from 'playwright-core';
import { inBrowser, openBrowser, overflowOf } from './browser';
import type { RunningProduct } from './running-product';
import { jsonOf, startProduct } from './running-product';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TIMEOUT = 180_000;

const LOOKS = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'light', width: 390 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'dark', width: 390 },
] as const;

interface Stored {
  readonly event: { readonly type: string };
  readonly seq: number;
  readonly envelope: { readonly correlationId: string };
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

inBrowser('every page of the console, for everybody', () => {
  let product: RunningProduct;
  let browser: Browser;
  /** What to open, and what stands there when it is drawn. */
  let pages: readonly (readonly [path: string, drawn: string])[];

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    pages = pagesAbout(await handedOff(product));
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it.each(LOOKS)(
    'holds nothing that axe objects to and fits its window: $colorScheme, $width px',
    async ({ colorScheme, width }) => {
      const context = await browser.newContext({
        colorScheme,
        reducedMotion: 'reduce',
        viewport: { width, height: 900 },
      });
      const found: string[] = [];
      for (const [path, drawn] of pages) {
        const page = await context.newPage();
        page.setDefaultTimeout(TIMEOUT / 2);
        await page.goto(`${product.console}${path}`);
        await page.locator(drawn).first().waitFor();
        found.push(...(await violationsOn(page)).map((each) => `${path}: ${each}`));
        if ((await overflowOf(page)) > 0) found.push(`${path}: wider than ${width} px`);
        await page.close();
      }
      await context.close();
      expect(found).toEqual([]);
    },
  );
});

const violationsOn = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<{ violations: readonly Violation[] }>('axe.run()');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

const pagesAbout = ([key, events]: readonly [string, readonly Stored[]]) => {
  const session = `/sessions/${encodeURIComponent(key)}`;
  const found = events.find(({ event }) => event.type === 'ReasoningConcluded')?.seq ?? 1;
  const delivery = encodeURIComponent(events[0]?.envelope.correlationId ?? '');
  return [
    ['/', '.session'],
    [session, '.symptom, .calm'],
    [`${session}?panel=customer`, '.facts'],
    [`${session}?depth=turns&panel=state`, '.changes, .calm'],
    [`${session}?depth=events&panel=event&chosen=${found}`, '.reasoning'],
    [`/deliveries/${delivery}`, '.steps li'],
    ['/connections', '.light'],
    ['/workspaces/demo', 'h2'],
    ['/status', '.grid'],
    ['/setup', '.desks .light'],
    ['/setup/demo/intercom?step=credentials', '.form-field'],
    ['/setup/demo/hubspot?step=checks', '.check-line'],
    ['/setup/demo/intercom?step=webhooks', '.webhook-url'],
    ['/setup/demo/front?step=teammate', '.choice label'],
    ['/setup/demo/front?step=mode', '.mode label'],
    ['/setup/demo/intercom?step=test', '.became'],
    ['/knowledge', '.button'],
    ['/figures', '.metrics-tiles'],
    ['/figures/conversations?figure=handed_off', '.grid'],
    ['/access', '.grid'],
    ['/account', 'form'],
    ['/sign-in', 'form'],
    ['/what-if', '.what-if-form'],
    ['/evaluation', '.page-head ~ .state:not([role])'],
    ['/sessions/demo%2Fintercom%2F404', '.state-bad'],
  ] as const;
};

/** A question that nothing answers, asked at the desk: its session and events. */
const handedOff = async ({
  simulator,
  console: api,
}: RunningProduct): Promise<readonly [string, readonly Stored[]]> => {
  const asked = await fetch(`${simulator}/_control/demo/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Do you sell gift cards for the moon?' }),
  });
  const { id } = (await asked.json()) as { id: string };
  const key = `demo/intercom/${id}`;
  const url = `${api}/api/v1/sessions/${encodeURIComponent(key)}/events`;
  let events: readonly Stored[] = [];
  const settled = async () => {
    events = await jsonOf<readonly Stored[]>(url).catch(() => []);
    return events.some(({ event }) => event.type === 'MessagesSettled');
  };
  await until(settled, { timeoutMs: TIMEOUT, describe: () => `${key} is not settled` });
  return [key, events];
};
