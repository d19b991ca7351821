import { deadLetterOf, TOPICS } from '@deskstream/contracts';
import type { Page } from 'playwright-core';
import { promptLog } from './away/prompt-log';
import type { ConsoleInBrowser } from './testing/console-in-browser';
import { inBrowser, openConsole } from './testing/console-in-browser';
import type { ServedAudit } from './testing/served-audit';
import { customerWrote, judged, storyOf, T0, webhookOf } from './testing/story';

inBrowser('the console in a browser', () => {
  let opened: ConsoleInBrowser;
  let served: ServedAudit;
  let page: Page;
  const errors: string[] = [];
  const story = storyOf('acme/intercom/c1');

  beforeAll(async () => {
    opened = await openConsole();
    served = opened.served;
    await served.log.publish([
      webhookOf('notif_c1', story.key),
      story.next(customerWrote('m1', 'How do I export? <b>😀</b> مرحبا')),
      story.next(judged('m1'), 1_500),
    ]);
    const parked = {
      ...webhookOf('notif_bad', story.key),
      partition: 0,
      offset: 9,
      timestamp: T0,
    };
    const reason = { step: 'dedup.canonicalise', because: 'unknown topic', attempts: 1 };
    await served.log.publish([deadLetterOf(parked, reason)]);
    await served.settled();
    page = await opened.browser.newPage({ viewport: { width: 390, height: 844 } });
    page.setDefaultTimeout(60_000);
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
  });

  afterAll(() => opened?.stop());

  it('goes from the list to a session and shows an event as it happens', async () => {
    await page.goto(served.url);
    await page.getByRole('link', { name: /Ann/ }).click();
    await page.getByText('How do I export? <b>😀</b> مرحبا', { exact: true }).waitFor();
    await served.log.publish([story.next(customerWrote('m2', 'And how do I import?'), 3_000)]);
    await page.getByText('And how do I import?').waitFor();
    await page.keyboard.press('3');
    await page.getByRole('button', { name: /MessageJudged/ }).waitFor();
    const received = page.getByRole('button', { name: /MessageReceived/ });
    await received.nth(1).waitFor();
    expect(await received.count()).toBe(2);
  });

  it('shows an event with the state after it, proven, and leads to its delivery', async () => {
    await page.getByRole('button', { name: /MessageJudged/ }).click();
    await page.keyboard.press('s');
    await page.getByText('replayed, hashes match').waitFor();
    await page.keyboard.press('e');
    await page.getByRole('link', { name: 'notif_c1' }).click();
    await page.getByRole('heading', { name: 'Delivery' }).waitFor();
    await page.getByRole('link', { name: /MessageJudged/ }).waitFor();
  });

  it('shows a new session in the list by itself', async () => {
    const main = page.getByRole('navigation', { name: 'Main' });
    await main.getByRole('link', { name: 'Sessions', exact: true }).click();
    const other = storyOf('acme/intercom/c2', T0 + 9_000);
    await served.log.publish([other.next(customerWrote('m1', 'Hello there', 'Zoe'))]);
    await page.getByRole('link', { name: /Zoe/ }).waitFor();
  });

  it('redrives a dead letter only after its effect was shown and a reason given', async () => {
    await page.getByRole('link', { name: 'Operations' }).click();
    const end = async () => (await served.log.ends(TOPICS.webhooks))[0]!.end;
    const before = await end();
    await page.getByRole('button', { name: 'Redrive …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Redrive' });
    await dialog.getByText(`Publishes it again to ${TOPICS.webhooks}.`).waitFor();
    const confirm = dialog.getByRole('button', { name: 'Redrive', exact: true });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel(/^Reason/).fill('the topic is known now');
    expect(await end()).toBe(before);
    await confirm.click();
    await page.getByText('Redriven.').waitFor();
    expect(await end()).toBe(before + 1);
  });

  it('says so when there is no such session', async () => {
    await page.goto(`${served.url}/sessions/acme%2Fintercom%2Fnone`);
    await page.getByRole('alert').getByText('No session acme/intercom/none').waitFor();
  });

  it('says on every page that Kafka is away, shows what it has, and recovers by itself', async () => {
    const { log, access, audit } = served;
    const logAway = () => T0;
    access.open({ ...audit.parts, log: promptLog(log, logAway), logAway });
    const narrow = { viewport: { width: 390, height: 844 } };
    const away = await opened.browser.newPage(narrow);
    await away.goto(`${served.url}/status`);
    await away.getByText('Kafka does not answer since').waitFor();
    await away.getByText('They lie in Kafka, which does not answer.').waitFor();
    await away.getByRole('heading', { name: /Silent or stuck now/ }).waitFor();
    const wide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
    expect(await away.evaluate(wide)).toBe(false);
    await away.getByRole('link', { name: 'Sessions', exact: true }).click();
    await away.getByRole('link', { name: /Zoe/ }).waitFor();
    await away.getByText('Kafka does not answer since').waitFor();
    access.open(audit.parts);
    await away.getByText('Kafka does not answer since').waitFor({ state: 'detached' });
    await away.close();
  });

  it('reports no error and breaks no rule of its content security policy', () => {
    expect(errors.filter((text) => !text.includes('404'))).toEqual([]);
  });
});
