// Screenshots of the console and the simulator, for people to look at:
//   node tools/screenshots.mjs <folder> [console url] [simulator url] [ingress url] [only these, by comma]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { makeTrouble } from './screenshot-trouble.mjs';

const [
  folder = 'docs/screenshots',
  base = 'http://127.0.0.1:4000',
  simulator = 'http://127.0.0.1:4020',
  ingress = 'http://127.0.0.1:4010',
  only = '',
] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const { items } = await (await fetch(`${base}/api/v1/sessions`)).json();
const session = items.find(({ summary }) => summary.handoffs > 0) ?? items[0];
const key = encodeURIComponent(session.key);
const events = await (await fetch(`${base}/api/v1/sessions/${key}/events`)).json();
const concluded = events.find(({ event }) => event.type === 'ReasoningConcluded')?.seq ?? 1;
const delivery = encodeURIComponent(events[0].envelope.correlationId);

const pages = {
  'first-steps': base,
  sessions: base,
  session: `${base}/sessions/${key}`,
  turns: `${base}/sessions/${key}?depth=turns&panel=state&chosen=${concluded}`,
  events: `${base}/sessions/${key}?depth=events&panel=event&chosen=${concluded}`,
  delivery: `${base}/deliveries/${delivery}`,
  connections: `${base}/connections`,
  settings: `${base}/workspaces/${session.workspace}`,
  metrics: `${base}/figures`,
  operations: `${base}/status`,
  'session-mode': `${base}/sessions/${key}`,
  'session-export': `${base}/sessions/${key}`,
  setup: `${base}/setup`,
  'setup-checks': `${base}/setup/demo/hubspot?step=checks`,
  'setup-webhooks': `${base}/setup/demo/intercom?step=webhooks`,
  'setup-teammate': `${base}/setup/demo/front?step=teammate`,
  'setup-mode': `${base}/setup/demo/front?step=mode`,
  'setup-test': `${base}/setup/demo/intercom?step=test`,
  knowledge: `${base}/knowledge`,
  'simulator-connect': `${simulator}/connect?workspace=shop`,
  access: `${base}/access`,
  'sign-in': `${base}/sign-in`,
  'what-if': `${base}/what-if`,
  evaluation: `${base}/evaluation`,
  ...(await asked()),
  simulator,
};

/** What is opened on the page before it is pictured. */
const dialogs = { 'session-mode': 'Set mode …', 'session-export': 'Export …' };

const wanted = Object.entries(pages).filter(
  ([name]) => only === '' || only.split(',').includes(name),
);
if (only === '') await makeTrouble({ api: `${base}/api/v1`, ingress, simulator });

/** As it is before the first message of a customer. */
const withoutSessions = (page) =>
  page.route('**/api/v1/sessions?**', (route) =>
    route.fulfill({ json: { items: [], next: null } }),
  );

/** A what-if and an evaluation of this session, done. */
async function asked() {
  const api = async (path, body) => {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const init = body === undefined ? {} : { ...sent, body: JSON.stringify(body) };
    return (await fetch(`${base}/api/v1/${path}`, init)).json();
  };
  const set = 'evaluation-sets/support';
  await api(`${set}/cases`, { session: session.key, expect: 'handoff', id: 'asks-for-a-person' });
  await api(`${set}/runs`, { changedBy: 'console' });
  const { id } = await api('what-if/runs', { rules: { enabled: false }, changedBy: 'console' });
  for (let look = 0; look < 60; look += 1) {
    if ((await api(`what-if/runs/${id}`)).state === 'done') break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return { lanes: `${base}/what-if/${id}`, 'evaluation-set': `${base}/evaluation/support` };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
});
for (const colorScheme of ['light', 'dark'])
  for (const width of [1440, 390]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    for (const [name, url] of wanted) {
      const page = await context.newPage();
      if (name === 'first-steps') await withoutSessions(page);
      await page.goto(url, { waitUntil: 'load' });
      await page.waitForTimeout(800);
      await page
        .getByText(/^Loading /)
        .first()
        .waitFor({ state: 'hidden' });
      if (name in dialogs) {
        await page.getByRole('button', { name: dialogs[name] }).first().click();
        await page.waitForTimeout(800);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (wide) console.log(`${name} at ${width} px scrolls sideways`);
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
      await page.close();
    }
    await context.close();
  }
await browser.close();
