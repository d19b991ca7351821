import { createFrontApi } from '@deskstream/adapter-vendor-front';
import { afterEach, expect, it } from '@jest/globals';
import type { Clock } from '@deskstream/kernel';
import { fastClock } from './fast-clock';
import type { HelpCenter } from './help-center';
import { openHelpCenter } from './help-center';

/** Front's Enterprise plan; replies take a quarter of it, two calls each. */
const CALLS_A_MINUTE = 200;
const REPLY_EVERY_MS = 2_400;
const REPLIES = 150;
/** So many times faster runs the vendor's minute. */
const TIMES = 100;

let center: HelpCenter;
afterEach(() => center.close());

it('Given replies at a steady rate, When 5,000 articles are synced meanwhile, Then no reply is refused for want of calls, and their times stay', async () => {
  const clock = fastClock(TIMES);
  center = await openHelpCenter({ clock, articles: 5_000, requestsPerMinute: CALLS_A_MINUTE });
  const alone = await replyTimes(clock);
  const stop = new AbortController();
  const syncing = center.syncUntil(stop.signal).catch(() => null);
  const meanwhile = await replyTimes(clock);
  stop.abort(new Error('enough'));
  await syncing;
  const read = (await center.articles.count({ workspace: 'acme', source: 'help' })) > 0;
  expect({ refused: alone.refused, meanwhile: meanwhile.refused, read }).toEqual({
    refused: 0,
    meanwhile: 0,
    read: true,
  });
  console.log(
    `replies, ${REPLIES} each (ms): alone p50 ${at(alone, 0.5)} p99 ${at(alone, 0.99)}, ` +
      `beside a sync p50 ${at(meanwhile, 0.5)} p99 ${at(meanwhile, 0.99)}; refused 0 and 0`,
  );
});

interface Times {
  readonly took: readonly number[];
  readonly refused: number;
}

/** Each is asked who owns the conversation, then answered, as the dispatcher does. */
const replyTimes = async (clock: Clock): Promise<Times> => {
  const { connection } = center.config;
  if (connection === null) throw new Error('no connection');
  const api = createFrontApi({ clock });
  const signal = new AbortController().signal;
  const took: number[] = [];
  let refused = 0;
  const answerOne = async (nth: number): Promise<void> => {
    const it = center.company.company.customerWrites(`c${nth}@example.com`, 'Ann', 'Hello');
    const conversation = it.id;
    const began = clock.now();
    const owner = await api.ownership(conversation, connection, signal);
    const text = `Answer ${nth}`;
    const result = await api.perform({ kind: 'reply', conversation, text }, connection, signal);
    if (owner.kind !== 'known' || result.kind !== 'done') refused += 1;
    took.push(clock.now() - began);
  };
  const under: Promise<void>[] = [];
  for (let nth = 0; nth < REPLIES; nth += 1) {
    under.push(answerOne(nth));
    await clock.sleep(REPLY_EVERY_MS);
  }
  await Promise.all(under);
  await api.close();
  return { took: took.sort((a, b) => a - b), refused };
};

const at = ({ took }: Times, share: number): string =>
  ((took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? NaN) / TIMES).toFixed(0);
