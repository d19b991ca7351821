import type { Clock } from '@deskstream/kernel';
import type { ApiAnswer } from './answers';
import { failed } from './answers';

const SLICE_MS = 10_000;

/** Counts requests in slices of ten seconds (vendors/intercom.md §5, Limits). */
export const createRateLimit = (perSlice: number, clock: Clock) => {
  let slice = -1;
  let used = 0;
  const turn = (): void => {
    const now = Math.floor(clock.now() / SLICE_MS);
    if (now !== slice) used = 0;
    slice = now;
  };
  return {
    take: (): ApiAnswer | null => {
      turn();
      if (used >= perSlice)
        return failed(
          429,
          'rate_limit_exceeded',
          `Exceeded rate limit of ${perSlice} in 10_seconds`,
        );
      used += 1;
      return null;
    },
    headers: (): Readonly<Record<string, string>> => {
      turn();
      return {
        'x-ratelimit-limit': String(perSlice),
        'x-ratelimit-remaining': String(Math.max(0, perSlice - used)),
        'x-ratelimit-reset': String(((slice + 1) * SLICE_MS) / 1000),
      };
    },
  };
};
