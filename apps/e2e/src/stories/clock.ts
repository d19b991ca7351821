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
