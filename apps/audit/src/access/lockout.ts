/** How attempts to sign in are slowed down, for one account or one address. Times in milliseconds. */
export interface Allowance {
  /** Failures that cost nothing yet. */
  readonly free: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** After so long without a failure all is forgotten. */
  readonly forgetMs: number;
}

export interface Failures {
  readonly count: number;
  readonly lastAt: number;
  readonly blockedUntil: number;
}

const MINUTE = 60_000;

export const OF_ACCOUNT: Allowance = {
  free: 5,
  firstDelayMs: MINUTE / 2,
  longestDelayMs: 15 * MINUTE,
  forgetMs: 60 * MINUTE,
};

/** An office shares an address: more is free. */
export const OF_ADDRESS: Allowance = { ...OF_ACCOUNT, free: 30 };

export const NO_FAILURES: Failures = { count: 0, lastAt: 0, blockedUntil: 0 };

/** One attempt, counted before its password is looked at, so that guesses in parallel count, too. */
export const attempted = (
  before: Failures,
  now: number,
  allowance: Allowance,
): { readonly waitMs: number; readonly after: Failures } => {
  const { count, blockedUntil } = now - before.lastAt > allowance.forgetMs ? NO_FAILURES : before;
  if (now < blockedUntil) return { waitMs: blockedUntil - now, after: before };
  const next = count + 1;
  return {
    waitMs: 0,
    after: { count: next, lastAt: now, blockedUntil: now + delayAfter(next, allowance) },
  };
};

/** The last attempt was no failure; those before it still count. */
export const succeeded = (before: Failures, { free }: Allowance): Failures => {
  const count = Math.max(0, before.count - 1);
  return { ...before, count, blockedUntil: count < free ? 0 : before.blockedUntil };
};

/** Doubles with each failure beyond the free ones. */
const delayAfter = (count: number, { free, firstDelayMs, longestDelayMs }: Allowance): number =>
  count < free ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** (count - free));
