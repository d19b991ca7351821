import type { Clock, EpochMs } from '@deskstream/kernel';
import type { Refusal } from '../problem';

/** `null`: within the rate. Counts the request when it is. */
export type RateLimit = (workspace: string) => Refusal | null;

/** A workspace that was quiet may send this many seconds' worth at once. */
const BURST_SECONDS = 10;

/**
 * S125. So many genuine requests a second for each workspace; more get 429 until the vendor has waited.
 * Requests that nobody signed never count: a stranger cannot use up somebody's rate.
 */
export const rateLimitOf = (clock: Clock, perSecond: number): RateLimit => {
  const burst = perSecond * BURST_SECONDS;
  const buckets = new Map<string, { left: number; at: EpochMs }>();
  return (workspace) => {
    const now = clock.now();
    const { left, at } = buckets.get(workspace) ?? { left: burst, at: now };
    const refilled = Math.min(burst, left + (Math.max(0, now - at) * perSecond) / 1_000);
    const allowed = refilled >= 1;
    buckets.set(workspace, { left: allowed ? refilled - 1 : refilled, at: now });
    return allowed ? null : tooMany(perSecond, refilled);
  };
};

const tooMany = (perSecond: number, left: number): Refusal => ({
  status: 429,
  code: 'RATE.EXCEEDED',
  detail: `More than ${perSecond} webhooks a second came for this workspace. Raise INGRESS_REQUESTS_PER_SECOND if they are meant.`,
  headers: { 'retry-after': String(Math.max(1, Math.ceil((1 - left) / perSecond))) },
});
