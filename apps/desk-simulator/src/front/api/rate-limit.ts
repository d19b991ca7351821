import type { Clock } from '@deskstream/kernel';
import type { ApiAnswer } from '../../api/answers';
import { refused } from './answers';

const MINUTE = 60_000;
const BURST_WINDOW = 10 * MINUTE;
const PER_SECOND = 5;

/**
 * Per company and minute, with a burst of half of it that comes back every ten minutes, and five requests a
 * second per resource (vendors/front.md §5; when the burst comes back is our assumption).
 */
export const createRateLimit = (perMinute: number, clock: Clock) => {
  const burstLimit = Math.floor(perMinute / 2);
  const minute = windowOf(MINUTE, clock);
  const burst = windowOf(BURST_WINDOW, clock);
  const resources = new Map<string, ReturnType<typeof windowOf>>();
  const resourceWindow = (resource: string) => {
    if (resources.size > 1000) resources.clear();
    const known = resources.get(resource) ?? windowOf(1000, clock);
    resources.set(resource, known);
    return known;
  };
  return {
    /** `resource`: what a second's five requests are counted by, or `null`. */
    take: (resource: string | null): ApiAnswer | null => {
      if (resource !== null && !resourceWindow(resource).take(PER_SECOND)) return tooMany(1);
      if (minute.take(perMinute) || burst.take(burstLimit)) return null;
      return tooMany(Math.ceil((minute.endsAt() - clock.now()) / 1000));
    },
    headers: (): Readonly<Record<string, string>> => ({
      'x-ratelimit-limit': String(perMinute),
      'x-ratelimit-remaining': String(perMinute - minute.used()),
      'x-ratelimit-reset': String(Math.ceil(minute.endsAt() / 1000)),
      'x-ratelimit-burst-limit': String(burstLimit),
      'x-ratelimit-burst-remaining': String(burstLimit - burst.used()),
    }),
  };
};

export const tooMany = (seconds: number): ApiAnswer => ({
  ...refused(429, `Rate limit exceeded. Please retry in ${seconds} seconds`),
  headers: { 'retry-after': String(seconds), 'x-front-tier': '2' },
});

const windowOf = (ms: number, clock: Clock) => {
  let current = -1;
  let count = 0;
  const turn = (): void => {
    const now = Math.floor(clock.now() / ms);
    if (now !== current) count = 0;
    current = now;
  };
  return {
    take: (limit: number): boolean => {
      turn();
      if (count >= limit) return false;
      count += 1;
      return true;
    },
    used: (): number => {
      turn();
      return count;
    },
    endsAt: (): number => {
      turn();
      return (current + 1) * ms;
    },
  };
};
