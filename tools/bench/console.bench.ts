import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startStreamIndex } from '@deskstream/app-orchestrator';
import { noLogger, systemClock } from '@deskstream/kernel';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { longStory } from '../../apps/audit/src/testing/long-story';
import { sessionPageScript } from '../console-budget.mjs';
import type { Opened } from './console-page';
import { followed, opened, scrubbed } from './console-page';
import type { BenchContext } from './context';
import { until } from './context';
import { installBench, WORKSPACE } from './installation';
import { freePort, startProgram } from './process';
import type { BenchResult } from './result';
import { lessIsBetter, median, quantile } from './result';

const KB = 1_024;
const FRAME_MS = 1_000 / 60;
const SCRIPT_KB = 250;
const INTERACTIVE_MS = 1_000;
const OPENINGS = 5;

/** The session page in a real browser, on a session of 10,000 events: each figure beside its budget. */
export const consoleBench = async (context: BenchContext): Promise<readonly BenchResult[]> => {
  const events = context.quick ? 1_000 : 10_000;
  const { parts, env } = await installBench(context, {
    name: 'console',
    vendorUrl: 'http://127.0.0.1:1',
  });
  const indexing = await startStreamIndex({ ...parts, clock: systemClock, logger: noLogger });
  const port = await freePort();
  const audit = await startProgram(context, 'apps/audit', {
    env: { ...env, ACCESS: 'open', PORT: String(port) },
    readyUrl: `http://127.0.0.1:${port}/readyz`,
  });
  const browser = await openBrowser();
  try {
    const story = longStory(`${WORKSPACE}/intercom/long`);
    for (let at = 0; at < events; at += 500) await parts.log.publish(story.next(500));
    const origin = `http://127.0.0.1:${port}`;
    const url = `${origin}/sessions/${encodeURIComponent(story.key)}`;
    await until('all of it in the list', async () => (await seqOf(origin, story.key)) === events);
    const openings: Opened[] = [];
    for (let nth = 0; nth < OPENINGS; nth += 1) openings.push(await opened(browser, url, events));
    const frames = {
      events: await scrubbed(browser, `${url}?depth=events&panel=event`, events),
      conversation: await scrubbed(browser, `${url}?panel=state`, events),
    };
    const live = await followed(browser, `${url}?depth=events&panel=event`, {
      events,
      publish: (count) => parts.log.publish(story.next(count)),
      seconds: context.quick ? 3 : 20,
    });
    return [
      script(context, openings),
      interactive(events, openings),
      ...Object.entries(frames).flatMap(([depth, { deltas, shown }]) =>
        [0.5, 0.95].map((q) =>
          lessIsBetter({
            name: `scrub ${events.toLocaleString('en')} events (${depth}), frame p${q * 100}`,
            unit: 'ms',
            ours: quantile(deltas, q),
            limit: FRAME_MS,
            against: '60 frames a second',
            aim: q === 0.5 ? '1' : '–',
            detail: `${deltas.length} frames, ${shown} positions by the arrow keys`,
          }),
        ),
      ),
      lessIsBetter({
        name: 'live tail, 50 events/s, frame p95',
        unit: 'ms',
        ours: quantile(live.deltas, 0.95),
        limit: FRAME_MS,
        against: '60 frames a second',
        aim: '1',
        detail: `${live.arrived} of ${live.sent} events in order, ${live.shifts} layout shifts, moved ${live.moved} px, ${live.longTasks} tasks over 50 ms, the longest ${live.longestTask.toFixed(0)} ms`,
      }),
    ];
  } finally {
    await browser.close();
    await audit.stop();
    await indexing.stop();
    await parts.close();
  }
};

const openBrowser = (): Promise<Browser> => {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Error(`${executablePath} is missing; CHROMIUM says where a Chromium is`);
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
};

const seqOf = async (origin: string, key: string): Promise<number> => {
  const answer = await fetch(`${origin}/api/v1/sessions/${encodeURIComponent(key)}`);
  if (!answer.ok) return 0;
  return ((await answer.json()) as { summary: { seq: number } }).summary.seq;
};

const script = ({ root }: BenchContext, openings: readonly Opened[]): BenchResult =>
  lessIsBetter({
    name: 'script of the session page, cold cache',
    unit: 'KB',
    ours: sessionPageScript(join(root, 'dist/apps/console')) / KB,
    limit: SCRIPT_KB,
    against: 'budget, gzipped',
    aim: '≥ 1',
    detail: `${((openings[0]?.scriptBytes ?? 0) / KB).toFixed(1)} KB came over the wire`,
  });

const interactive = (events: number, openings: readonly Opened[]): BenchResult => {
  const all = openings.map(({ allMs }) => allMs);
  const first = median(openings.map(({ firstMs }) => firstMs)).toFixed(0);
  return lessIsBetter({
    name: `open a session of ${events.toLocaleString('en')} events, until a key chooses one`,
    unit: 'ms',
    ours: median(all),
    limit: INTERACTIVE_MS,
    against: 'budget; cold cache, all events there',
    aim: '≥ 1',
    detail: `${openings.length} times, slowest ${Math.max(...all).toFixed(0)} ms; the first events after ${first} ms`,
  });
};
