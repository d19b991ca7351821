import type { Progress } from './progress';
import { triedUntil } from './progress';

export type Move =
  /** It was decided before, and perhaps told already: tell the same. */
  | { readonly kind: 'report-concluded' }
  | { readonly kind: 'report-done' }
  | { readonly kind: 'report-rejected' }
  | { readonly kind: 'report-recalled'; readonly because: string }
  | { readonly kind: 'report-contested' }
  | { readonly kind: 'give-up'; readonly because: string }
  | { readonly kind: 'read-back'; readonly since: number }
  | { readonly kind: 'call' };

export interface DispatchLimits {
  /** Calls that left, or may have, at most. */
  readonly maxCalls: number;
  /** Calls and reads without effect, at most. */
  readonly maxMisses: number;
  /** Refusals for want of budget, at most: no endless retry past the vendor's limits (S064). */
  readonly maxThrottles: number;
  /** Time spent trying, in milliseconds; waits for the vendor's budget are not trying. */
  readonly maxAgeMs: number;
  /** From the first journal entry, whatever it was spent on; longer than a day's budget takes to come back. */
  readonly maxWaitMs: number;
  /** Times an unassign is repeated after the vendor took it back. */
  readonly maxUndone: number;
  /** From a done (un)assignment to its read-back: rules of the vendor act a little later (S033, S078). */
  readonly guardMs: number;
}

export const defaultDispatchLimits: DispatchLimits = {
  maxCalls: 8,
  maxMisses: 40,
  maxThrottles: 120,
  maxAgeMs: 45 * 60_000,
  maxWaitMs: 26 * 3_600_000,
  maxUndone: 3,
  guardMs: 1_000,
};

/** What to do with a request, given what was done so far. A doubt is always cleared first. */
export const nextMove = (
  progress: Progress,
  situation: {
    readonly recalled: string | null;
    readonly now: number;
    readonly limits: DispatchLimits;
  },
): Move => {
  const over = overAlready(progress);
  if (over !== null) return over;
  if (progress.doubtfulSince !== null)
    return blindness(progress, situation.limits) ?? readBackOf(progress, progress.doubtfulSince);
  if (situation.recalled !== null) return { kind: 'report-recalled', because: situation.recalled };
  if (progress.undone >= situation.limits.maxUndone) return { kind: 'report-contested' };
  return exhaustion(progress, situation) ?? { kind: 'call' };
};

const overAlready = ({ concluded, done, rejected }: Progress): Move | null => {
  if (concluded !== null) return { kind: 'report-concluded' };
  if (done !== null) return { kind: 'report-done' };
  return rejected === null ? null : { kind: 'report-rejected' };
};

const readBackOf = ({ lookFrom }: Progress, doubtfulSince: number): Move => ({
  kind: 'read-back',
  since: lookFrom ?? doubtfulSince,
});

/** Only reads that failed end a doubt without an answer; neither age nor the number of calls may. */
const blindness = ({ misses, throttles }: Progress, limits: DispatchLimits): Move | null => {
  if (misses >= limits.maxMisses)
    return { kind: 'give-up', because: `${misses} attempts found the vendor away` };
  return throttles >= limits.maxThrottles
    ? { kind: 'give-up', because: `${throttles} attempts found the vendor's budget used up` }
    : null;
};

const exhaustion = (
  progress: Progress,
  { now, limits }: { readonly now: number; readonly limits: DispatchLimits },
): Move | null => {
  const { left } = progress;
  if (left >= limits.maxCalls)
    return { kind: 'give-up', because: `${left} calls without a known result` };
  return blindness(progress, limits) ?? oldAge(progress, now, limits);
};

const oldAge = (progress: Progress, now: number, limits: DispatchLimits): Move | null => {
  if (triedUntil(progress, now) >= limits.maxAgeMs)
    return { kind: 'give-up', because: `no result within ${limits.maxAgeMs / 60_000} minutes` };
  return progress.firstAt !== null && now - progress.firstAt >= limits.maxWaitMs
    ? { kind: 'give-up', because: `no result within ${limits.maxWaitMs / 3_600_000} hours` }
    : null;
};
