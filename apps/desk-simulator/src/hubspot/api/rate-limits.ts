import type { Clock, EpochMs } from '@deskstream/kernel';
import type { Limits } from '../model';
import type { ApiAnswer } from './answers';
import { throttled } from './answers';

const WINDOW_MS = 10_000;
const DAY_MS = 86_400_000;

/** Rolling ten seconds and the day for all; searches by the second, without headers (vendors/hubspot.md §5). */
export const createRateLimits = (limits: Limits, clock: Clock) => {
  let recent: EpochMs[] = [];
  let searches: EpochMs[] = [];
  let day = -1;
  let today = 0;
  const turn = (): EpochMs => {
    const now = clock.now();
    recent = recent.filter((at) => at > now - WINDOW_MS);
    searches = searches.filter((at) => at > now - 1000);
    const current = Math.floor(now / DAY_MS);
    if (current !== day) today = 0;
    day = current;
    return now;
  };
  const search = (now: EpochMs): ApiAnswer | null => {
    if (searches.length >= limits.searchesPerSecond) return throttled('SECONDLY');
    searches.push(now);
    today += 1;
    return null;
  };
  return {
    /** Counts one request, or says why it is refused. */
    take: (isSearch: boolean): ApiAnswer | null => {
      const now = turn();
      if (today >= limits.perDay) return throttled('DAILY');
      if (isSearch) return search(now);
      if (recent.length >= limits.perTenSeconds) return throttled('TEN_SECONDLY_ROLLING');
      recent.push(now);
      today += 1;
      return null;
    },
    headers: (): Readonly<Record<string, string>> => {
      turn();
      return {
        'x-hubspot-ratelimit-daily': String(limits.perDay),
        'x-hubspot-ratelimit-daily-remaining': String(Math.max(0, limits.perDay - today)),
        'x-hubspot-ratelimit-interval-milliseconds': String(WINDOW_MS),
        'x-hubspot-ratelimit-max': String(limits.perTenSeconds),
        'x-hubspot-ratelimit-remaining': String(Math.max(0, limits.perTenSeconds - recent.length)),
      };
    },
  };
};

export type RateLimits = ReturnType<typeof createRateLimits>;
