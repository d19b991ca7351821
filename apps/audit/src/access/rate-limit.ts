import type { Clock } from '@deskstream/kernel';

/** How many requests one caller may send; counted in this process. */
export interface RateLimit {
  /** Takes one; how long to wait (ms) before the next may come, 0: it may. */
  take(caller: string): number;
}

interface Bucket {
  left: number;
  at: number;
}

const MINUTE = 60_000;
const MOST_CALLERS = 10_000;

/** A minute's worth at once, then as they come back. 0: any number. */
export const rateLimitOf = (clock: Pick<Clock, 'now'>, perMinute: number): RateLimit => {
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / MINUTE;
  const filled = ({ left, at }: Bucket, now: number): number =>
    Math.min(perMinute, left + (now - at) * perMs);
  const forgetFull = (now: number): void => {
    for (const [caller, bucket] of buckets)
      if (filled(bucket, now) >= perMinute) buckets.delete(caller);
    if (buckets.size >= MOST_CALLERS) buckets.clear();
  };
  return {
    take: (caller) => {
      if (perMinute === 0) return 0;
      const now = clock.now();
      const known = buckets.get(caller);
      if (known === undefined && buckets.size >= MOST_CALLERS) forgetFull(now);
      const left = known === undefined ? perMinute : filled(known, now);
      const may = left >= 1;
      buckets.set(caller, { left: may ? left - 1 : left, at: now });
      return may ? 0 : Math.ceil((1 - left) / perMs);
    },
  };
};
