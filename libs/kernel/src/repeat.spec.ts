import type { Clock } from './clock';
import { repeat } from './repeat';

/** Each sleep lasts until `pass`, or until its signal aborts. */
const handMoved = () => {
  const slept: number[] = [];
  let pass: () => void = () => undefined;
  const sleep: Clock['sleep'] = (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      slept.push(ms);
      pass = resolve;
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  return { clock: { now: () => 0, sleep }, slept, pass: () => pass() };
};

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('what is done again and again', () => {
  it('begins at once, waits as long as each time says, and ends in a pause', async () => {
    const { clock, slept, pass } = handMoved();
    let times = 0;
    const { stop } = repeat(clock, () => Promise.resolve((times += 1) * 10));
    await turn();
    pass();
    await turn();
    await stop();
    expect(slept).toEqual([10, 20]);
    expect(times).toBe(2);
  });

  it('ends after what is under way, which hears of it', async () => {
    const { clock } = handMoved();
    const under = Promise.withResolvers<number>();
    let heard = false;
    const { stop } = repeat(clock, (signal) => {
      signal.addEventListener('abort', () => (heard = true));
      return under.promise;
    });
    let ended = false;
    const ending = stop().then(() => (ended = true));
    await turn();
    expect([heard, ended]).toEqual([true, false]);
    under.resolve(5);
    await ending;
  });
});
