import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createWebChatApi } from '@deskstream/adapter-vendor-web-chat';
import type { WebChatApi } from '@deskstream/adapter-vendor-web-chat';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase, until } from '@deskstream/testing-harness';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { ServedChat } from './testing/served-chat';
import { serveChat, TOKEN } from './testing/served-chat';
import { serveSite } from './testing/site';
import { focusOf, violations } from './testing/widget-page';

const root = join(import.meta.dirname, '../../..');
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const inBrowser = existsSync(executablePath) ? describe : describe.skip;

const SIZES = [
  { name: 'phone', width: 390, height: 844, colorScheme: 'light' },
  { name: 'desktop', width: 1440, height: 900, colorScheme: 'dark' },
] as const;

inBrowser(`the widget in a browser (needs ${executablePath}, or CHROMIUM says where it is)`, () => {
  let database: TestDatabase;
  let served: ServedChat;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let site: Server;
  let folder: string;
  let address: string;
  let api: WebChatApi;
  const errors: string[] = [];
  const go = new AbortController().signal;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskstream-widget-'));
    const built = join(folder, 'widget.js');
    [, database, browser] = await Promise.all([
      promisify(execFile)(process.execPath, [join(root, 'tools/build-widget.mjs'), built]),
      testDatabase(),
      chromium.launch({ executablePath, args: ['--no-sandbox'], timeout: 120_000 }),
    ]);
    served = await serveChat(database, { widget: readFileSync(built, 'utf8') });
    api = createWebChatApi();
    site = await serveSite(served.chat.url);
    address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  });

  afterAll(async () => {
    await browser.close();
    await api.close();
    await served.stop();
    await new Promise((resolve) => site.close(resolve));
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  afterEach(() => context.close());

  const enter = async ({ width, height, colorScheme }: (typeof SIZES)[number]): Promise<void> => {
    errors.length = 0;
    context = await browser.newContext({ viewport: { width, height }, colorScheme });
    page = await opened();
  };

  const opened = async (at = address): Promise<Page> => {
    const fresh = await context.newPage();
    fresh.setDefaultTimeout(60_000);
    fresh.on('pageerror', (error) => errors.push(error.message));
    fresh.on('console', (line) => {
      if (line.type() === 'error') errors.push(line.text());
    });
    await fresh.goto(at);
    return fresh;
  };

  const asked = async (text: string): Promise<string> => {
    const told = () =>
      [...served.facts.values()].flatMap((fact) =>
        fact.type === 'CustomerWrote' && fact.data.text === text ? fact.data.author.id : [],
      );
    await until(() => told().length > 0, { describe: () => `nobody was told "${text}"` });
    return told()[0] ?? '';
  };

  const reply = (conversation: string, text: string, id: string) =>
    api.perform({ kind: 'reply', conversation, text }, served.connection, go, id);

  it.each(SIZES)(
    'goes by keyboard alone from opening to the answer, and back ($name)',
    async (size) => {
      await enter(size);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const question = `How do I export, ${size.name}?`;
      await page.keyboard.type(question);
      await page.keyboard.press('Enter');
      const conversation = await asked(question);
      await page.getByText('The assistant is typing …').waitFor();
      await reply(
        conversation,
        'See https://help.example.com/export. <img src=x onerror=alert(1)> javascript:alert(1)',
        `answer-${size.name}`,
      );
      await page.getByRole('log').getByText('See https').waitFor();
      expect(await page.getByRole('dialog').ariaSnapshot()).toBe(
        [
          '- dialog "Ask us":',
          '  - heading "Ask us" [level=2]',
          '  - button "Close"',
          '  - log "Messages":',
          `    - paragraph: "You: ${question}"`,
          '    - paragraph:',
          '      - text: "Assistant: See"',
          '      - link "https://help.example.com/export":',
          '        - /url: https://help.example.com/export',
          '      - text: . <img src=x onerror=alert(1)> javascript:alert(1)',
          '  - status',
          '  - text: Email, if you want the answer there (optional)',
          '  - textbox "Email, if you want the answer there (optional)"',
          '  - button "Save"',
          '  - text: Your message',
          '  - textbox "Your message"',
          '  - button "Send"',
        ].join('\n'),
      );
      expect(await violations(page)).toEqual([]);
      const shots = process.env['SCREENSHOTS'];
      if (shots !== undefined) await page.screenshot({ path: join(shots, `${size.name}.png`) });
      for (let n = 0; n < 8; n += 1) {
        await page.keyboard.press('Tab');
        expect(await focusOf(page)).not.toBe('outside');
      }
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await focusOf(page)).toBe('Ask us');
      expect(errors).toEqual([]);
    },
  );

  const SCHEMES = ['light', 'dark'] as const;
  const LOOKS = SIZES.flatMap((size) =>
    SCHEMES.map((scheme) => ({ ...size, colorScheme: scheme })),
  );

  it.each(LOOKS)('works on the page to try it ($name, $colorScheme)', async (look) => {
    const { name, width, height, colorScheme } = look;
    errors.length = 0;
    context = await browser.newContext({ viewport: { width, height }, colorScheme });
    page = await opened(`${served.chat.url}/try/acme`);
    await page.getByRole('heading', { name: 'Web chat of acme' }).waitFor();
    expect(await violations(page)).toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
    const shots = process.env['SCREENSHOTS'];
    const shot = (what: string) =>
      shots === undefined
        ? Promise.resolve()
        : page.screenshot({ path: join(shots, `${what}-${name}-${colorScheme}.png`) });
    await shot('try');
    await page.getByRole('button', { name: 'Ask us' }).click();
    await page.getByRole('dialog').waitFor();
    await shot('try-open');
    expect(errors).toEqual([]);
  });

  it('resumes after a reload, in two tabs, and shows who takes over', async () => {
    await enter(SIZES[1]);
    await page.getByRole('button', { name: 'Ask us' }).click();
    await page.getByLabel('Your message').fill('I want a person');
    await page.getByRole('button', { name: 'Send' }).click();
    const conversation = await asked('I want a person');
    const other = await opened();
    await other.getByRole('button', { name: 'Ask us' }).click();
    await other.getByText('I want a person').waitFor();
    await api.perform({ kind: 'unassign', conversation }, served.connection, go, 'u1');
    await other.getByText('A colleague will take over.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Ask us' }).click();
    await page.getByText('I want a person').waitFor();
    await page.getByText('A colleague will take over.').waitFor();
    await page.getByLabel('Email').fill('ann@example.com');
    await page.getByRole('button', { name: 'Save' }).click();
    await other.getByLabel('Email').waitFor({ state: 'hidden' });
    const author = { kind: 'teammate', id: 't1', name: 'Rosa' };
    await fetch(`${served.connection.apiBaseUrl}/conversations/${conversation}/messages/rep-1`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ author, text: 'Rosa here.', visibility: 'public' }),
    });
    for (const tab of [page, other]) await tab.getByText('Rosa: Rosa here.').waitFor();
    expect(errors).toEqual([]);
  });

  it('keeps a message while offline, also over a reload, and sends it once', async () => {
    await enter(SIZES[0]);
    await page.getByRole('button', { name: 'Ask us' }).click();
    await page.route('**/v1/**', (route) => route.abort());
    await page.getByLabel('Your message').fill('written in a tunnel');
    await page.keyboard.press('Enter');
    await page.getByText('Offline. Trying again …').waitFor();
    await page.reload();
    await page.unroute('**/v1/**');
    await asked('written in a tunnel');
    await page.getByRole('button', { name: 'Ask us' }).click();
    await page.getByText('The assistant is typing …').waitFor();
    expect(await page.getByText('written in a tunnel').count()).toBe(1);
    const facts = [...served.facts.values()].filter(
      (fact) => fact.type === 'CustomerWrote' && fact.data.text === 'written in a tunnel',
    );
    expect(facts).toHaveLength(1);
  });

  it('keeps a text that is too long, also over a reload, and sends it once it is shorter', async () => {
    await enter(SIZES[0]);
    const field = page.getByLabel('Your message');
    for (const isAgain of [false, true]) {
      if (isAgain) await page.reload();
      await page.getByRole('button', { name: 'Ask us' }).click();
      if (!isAgain) await field.fill('long '.repeat(900));
      await field.press('Enter');
      await page.getByText('499 characters too many.').waitFor();
      expect(await violations(page)).toEqual([]);
    }
    const shots = process.env['SCREENSHOTS'];
    if (shots !== undefined) await page.screenshot({ path: join(shots, 'too-long.png') });
    await field.fill('short');
    await field.press('Enter');
    await asked('short');
    expect(await field.inputValue()).toBe('');
  });
});
