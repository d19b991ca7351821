import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBundle } from '@deskstream/conversation-bundle';
import { until } from '@deskstream/testing-harness';
import type { Browser, Page } from 'playwright-core';
import { inBrowser, openBrowser, overflowOf } from './browser';
import { deskstream } from './commands';
import type { RunningProduct } from './running-product';
import { jsonOf, startProduct } from './running-product';

const TIMEOUT = 90_000;
const NOBODY = 'Do you sell gift cards for the moon? I am Ottilie, ottilie@moon.example.';

interface Stored {
  readonly event: { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
}

inBrowser('acting on a session, and taking it along, in a browser', () => {
  let product: RunningProduct;
  let browser: Browser;
  let page: Page;
  let folder: string;
  let conversation: string;
  let session: string;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    folder = await mkdtemp(join(tmpdir(), 'deskstream-export-'));
    conversation = await asked(product.simulator);
    session = `${product.console}/sessions/${encodeURIComponent(`demo/intercom/${conversation}`)}`;
    await happens('MessagesSettled');
    await happens('HandoffConfirmed');
    page = await browser.newPage({ viewport: { width: 390, height: 900 } });
    page.setDefaultTimeout(TIMEOUT);
    await page.goto(session);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const happens = async (type: string): Promise<Stored['event']> => {
    const url = session.replace('/sessions/', '/api/v1/sessions/');
    let found: Stored | undefined;
    await until(
      async () => {
        const events = await jsonOf<readonly Stored[]>(`${url}/events`).catch(() => []);
        found = events.findLast(({ event }) => event.type === type);
        return found !== undefined;
      },
      { timeoutMs: TIMEOUT, describe: () => `no ${type} in ${conversation}` },
    );
    return found!.event;
  };

  /** Opens the dialog of an act, sees its effect, gives the reason, and does it. */
  const act = async (name: string, effect: RegExp, reason: string): Promise<void> => {
    await page.getByRole('button', { name: `${name} …` }).click();
    const dialog = page.getByRole('dialog', { name });
    await dialog.getByText(effect).first().waitFor();
    const confirm = dialog.getByRole('button', { name, exact: true });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel(/^Reason/).fill(reason);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await confirm.click();
    await dialog.waitFor({ state: 'detached' });
  };

  it('hands back to the AI and sets the mode: effect first, with a reason, as events of the log', async () => {
    await act('Hand back to AI', /handed back to the AI/, 'the answer is known');
    expect((await happens('HandedBackToAi')).data).toMatchObject({
      how: 'operator',
      reason: 'the answer is known',
    });
    await act('Set mode', /set this session to watch/, 'a delicate customer');
    expect((await happens('SessionModeSet')).data).toMatchObject({
      mode: 'watch',
      reason: 'a delicate customer',
    });
  });

  it('exports one file that opens without a network: three depths, why, scrubbing', async () => {
    const downloading = page.waitForEvent('download');
    await act('Export', /\d+ events, \d+ deliver/, 'for a colleague');
    const file = join(folder, 'session.html');
    await (await downloading).saveAs(file);
    expect((await happens('SessionExported')).data).toMatchObject({ reason: 'for a colleague' });
    expect(leaks(await readFile(file, 'utf8'), conversation)).toEqual([]);
    const context = await browser.newContext({
      offline: true,
      viewport: { width: 390, height: 900 },
    });
    const offline = await context.newPage();
    offline.setDefaultTimeout(TIMEOUT);
    const troubles: string[] = [];
    offline.on('pageerror', ({ message }) => troubles.push(message));
    offline.on('console', (said) => {
      if (said.type() === 'error') troubles.push(said.text());
    });
    await offline.goto(`file://${file}`);
    await offline
      .getByText(/Do you sell gift cards for the moon/)
      .first()
      .waitFor();
    await walkThrough(offline);
    expect(await overflowOf(offline)).toBeLessThanOrEqual(0);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('exports on the command line, every text left out', async () => {
    const told = await deskstream(product.env, 'export', conversation, '--mask');
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(readBundle(told.out)).toMatchObject({ ok: true, bundle: { text: 'masked' } });
    expect(told.out).not.toContain('gift cards');
    const out = join(folder, 'cli.html');
    const page = await deskstream(product.env, 'export', conversation, '--html', '--out', out);
    expect(page.out).toMatch(/events.*texts redacted/s);
    expect(leaks(await readFile(out, 'utf8'), conversation)).toEqual([]);
  });
});

const asked = async (simulator: string): Promise<string> => {
  const answer = await fetch(`${simulator}/_control/demo/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: NOBODY }),
  });
  return ((await answer.json()) as { id: string }).id;
};

const leaks = (file: string, conversation: string): readonly string[] =>
  ['ottilie@moon.example', `"${conversation}"`, `/${conversation}`, 'demo/intercom'].filter((one) =>
    file.includes(one),
  );

const walkThrough = async (page: Page): Promise<void> => {
  const details = page.getByRole('region', { name: 'Details' });
  await details.locator('.symptom, .calm').first().waitFor();
  await page.keyboard.press('2');
  await page.locator('.turn').first().waitFor();
  await page.keyboard.press('3');
  await page
    .getByRole('button', { name: /MessageJudged/ })
    .first()
    .waitFor();
  await page.keyboard.press('s');
  await details.getByText('folded from the file; hashes matched before redaction').waitFor();
  const slider = page.getByRole('slider', { name: 'As of event' });
  const at = Number(await slider.inputValue());
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await details.getByRole('heading', { name: `State after event ${at - 1}` }).waitFor();
  await page.keyboard.press('e');
  await details.getByText('Place in the log').waitFor();
  await page.getByText('About this file').waitFor();
};
