import type { Clock, EpochMs } from '@deskstream/kernel';

/** Counts what each visitor asked for in the present minute. */
export interface VisitorLimit {
  /** `false`: too often. */
  admits(visitor: string): boolean;
}

const MINUTE = 60_000;

/** Beyond so many visitors in a minute the count starts again, so that memory is bounded. */
const MOST_VISITORS = 100_000;

/** `perMinute` 0 admits everybody. Counted by each replica for itself. */
export const visitorLimit = (clock: Clock, perMinute: number): VisitorLimit => {
  const counts = new Map<string, number>();
  let began: EpochMs = clock.now();
  return {
    admits: (visitor) => {
      const now = clock.now();
      if (now - began >= MINUTE || counts.size >= MOST_VISITORS) {
        counts.clear();
        began = now;
      }
      const count = (counts.get(visitor) ?? 0) + 1;
      counts.set(visitor, count);
      return perMinute === 0 || count <= perMinute;
    },
  };
};
