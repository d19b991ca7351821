import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '@deskstream/testing-harness';
import type { Browser, Locator, Page } from 'playwright-core';
import { inBrowser, openBrowser } from '../product/browser';
import { jsonOf } from '../product/running-product';
import { deskstream, valuesOf } from '../product/commands';
import { FRONT } from './front.cases';
import { HUBSPOT } from './hubspot.cases';
import type { Installation } from './installation';
import { install } from './installation';
import { INTERCOM_CONNECTION } from './intercom-connection.cases';
import { INTERCOM_SESSIONS } from './intercom-sessions.cases';
import type { Wrong } from './wrong';

const CASES: readonly Wrong[] = [
  ...INTERCOM_CONNECTION,
  ...INTERCOM_SESSIONS,
  ...HUBSPOT,
  ...FRONT,
];
const TIMEOUT = 90_000;
const REFERENCE = readFileSync(
  join(import.meta.dirname, '../../../../docs/reference/symptoms.md'),
  'utf8',
);

inBrowser('every symptom that the vendors list, played on their stand-ins', () => {
  let on: Installation;
  let browser: Browser;
  let connections: Page;
  let page: Page;
  /** Where the cause of each case is shown, or why it is not. */
  const played = new Map<string, PromiseSettledResult<string | null>>();

  beforeAll(async () => {
    [on, browser] = await Promise.all([install(CASES), openBrowser()]);
    const all = await Promise.allSettled(CASES.map((each) => on.play(each)));
    all.forEach((result, index) => played.set(CASES[index]?.workspace ?? '', result));
    [page, connections] = await Promise.all([openPage(), openPage()]);
    await connections.goto(`${on.product.console}/connections`);
  });

  afterAll(async () => {
    await browser?.close();
    await on?.stop();
  });

  const openPage = async (): Promise<Page> => {
    const opened = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    opened.setDefaultTimeout(TIMEOUT);
    return opened;
  };

  const shownBy = (workspace: string): string | null => {
    const result = played.get(workspace);
    if (result?.status === 'fulfilled') return result.value;
    throw result?.reason;
  };

  /** What is told first, where people look for it. */
  const firstOf = async ({ workspace, cause }: Wrong): Promise<Locator> => {
    const session = shownBy(workspace);
    if (session === null) {
      const section = connections.locator(`section[aria-labelledby="workspace-${workspace}"]`);
      const { symptom } = cause;
      return symptom === 'knowledge-missing'
        ? section.getByLabel(`Knowledge of ${workspace}`)
        : section;
    }
    await page.goto(`${on.product.console}/sessions/${encodeURIComponent(session)}`);
    return page.getByRole('region', { name: 'Details' });
  };

  it.each(CASES.map((each) => [each.listed, each.workspace, each] as const))(
    '%s: %s names the cause and the fix first',
    async (_listed, _workspace, wrong) => {
      const first = (await firstOf(wrong)).locator('.cause').first();
      await first.getByText(wrong.cause.check, { exact: true }).waitFor();
      expect(await first.locator('.fix').textContent()).toMatch(wrong.cause.fix);
    },
  );

  it('a session is found by each of four ids, in the search box (S002, S040, S067)', async () => {
    const session = shownBy('intercom-4-taken-back') ?? '';
    const events = await jsonOf<readonly Stored[]>(
      `${on.product.console}/api/v1/sessions/${encodeURIComponent(session)}/events`,
    );
    const email = events.map(({ event }) => event.data.contact?.email).find((each) => each);
    const delivery = events[0]?.envelope.correlationId;
    const [, , conversation] = session.split('/');
    for (const id of [session, conversation, delivery, email?.toUpperCase()]) {
      await page.goto(on.product.console);
      await page.getByLabel('Find sessions').fill(id ?? 'none');
      const found = page.locator('.session');
      await until(async () => (await found.count()) === 1, {
        timeoutMs: TIMEOUT,
        describe: () => `${String(id)} finds not one session`,
      });
      await found.click();
      await page.waitForURL(`**/sessions/${encodeURIComponent(session)}`);
    }
  });

  it('the command line names the same, by session key or conversation id (S005)', async () => {
    const wrong = ['intercom-3-autopilot-off', 'hubspot-2-no-email', 'front-7-key'];
    for (const { workspace, cause } of CASES.filter((each) => wrong.includes(each.workspace))) {
      const session = shownBy(workspace) ?? '';
      const id = session.includes('/intercom/') ? session.split('/').at(-1) : session;
      const told = await deskstream(on.product.env, '--json', 'why', id ?? '');
      expect(valuesOf(told)[0]).toMatchObject({
        symptom: cause.symptom,
        cause: { check: cause.check, fix: expect.stringMatching(cause.fix) },
      });
    }
  });

  it('each of the 20 is played, and stands in the reference', () => {
    expect(new Set(CASES.map(({ listed }) => listed)).size).toBe(20);
    for (const { workspace } of CASES) expect(REFERENCE).toContain(`\`${workspace}\``);
  });
});

interface Stored {
  readonly envelope: { readonly correlationId: string };
  readonly event: { readonly data: { readonly contact?: { readonly email?: string } } };
}
