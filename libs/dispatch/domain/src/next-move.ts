import type { Progress } from './progress';

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
  /** From the first journal entry, in milliseconds. */
  readonly maxAgeMs: number;
  /** Times an unassign is repeated after the vendor took it back. */
  readonly maxUndone: number;
}

export const defaultDispatchLimits: DispatchLimits = {
  maxCalls: 8,
  maxMisses: 30,
  maxAgeMs: 30 * 60_000,
  maxUndone: 3,
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
const blindness = ({ misses }: Progress, limits: DispatchLimits): Move | null =>
  misses >= limits.maxMisses
    ? { kind: 'give-up', because: `${misses} attempts found the vendor away` }
    : null;

const exhaustion = (
  progress: Progress,
  { now, limits }: { readonly now: number; readonly limits: DispatchLimits },
): Move | null => {
  const { left, firstAt } = progress;
  if (left >= limits.maxCalls)
    return { kind: 'give-up', because: `${left} calls without a known result` };
  const blind = blindness(progress, limits);
  if (blind !== null) return blind;
  if (firstAt !== null && now - firstAt >= limits.maxAgeMs)
    return { kind: 'give-up', because: `no result within ${limits.maxAgeMs / 60_000} minutes` };
  return null;
};
