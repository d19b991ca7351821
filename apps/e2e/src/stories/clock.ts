import type { Clock } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';

/** Everything waits as in production, and a second takes `1 / speed` of one. */
export const fastClock = (speed: number): Clock => {
  const began = systemClock.now();
  return {
    now: () => began + Math.round((systemClock.now() - began) * speed),
    sleep: (ms, signal) => systemClock.sleep(Math.ceil(ms / speed), signal),
  };
};

/** Asks again and again until it is so; fails with what `describe` says when the real time is up. */
export const until = async (
  condition: () => boolean | Promise<boolean>,
  describe: () => string,
  timeoutMs = 30_000,
): Promise<void> => {
  const deadline = systemClock.now() + timeoutMs;
  while (!(await condition())) {
    if (systemClock.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${describe()}`);
    await systemClock.sleep(5);
  }
};
