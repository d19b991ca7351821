import { noLogger } from '@deskstream/kernel';
import { keepTidy } from './housekeeping';

/** A clock whose sleeps end when the test says so. */
const handClock = () => {
  const asleep: (() => void)[] = [];
  let fell: () => void = () => undefined;
  let fallen = new Promise<void>((resolve) => (fell = resolve));
  return {
    now: () => 0,
    sleep: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        asleep.push(resolve);
        signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        fell();
      }),
    asleep: () => fallen,
    wake: () => {
      fallen = new Promise<void>((resolve) => (fell = resolve));
      asleep.splice(0).forEach((resolve) => resolve());
    },
  };
};

describe('throwing away old records', () => {
  it('happens at once and every hour, also after it failed, until it is stopped', async () => {
    const clock = handClock();
    const stop = new AbortController();
    let times = 0;
    const tidy = () => {
      times += 1;
      return times === 1 ? Promise.reject(new Error('the database is away')) : Promise.resolve();
    };
    const kept = keepTidy({ clock, logger: noLogger }, tidy, stop.signal);
    await clock.asleep();
    clock.wake();
    await clock.asleep();
    expect(times).toBe(2);
    stop.abort();
    await kept;
    expect(times).toBe(2);
  });
});
