import type { Clock } from '@deskstream/kernel';
import { isTransient } from '@deskstream/kernel';
import type { Model } from '@deskstream/port-ai';
import { retryAfterOf } from '@deskstream/port-ai';

export interface RetryOptions {
  readonly clock: Clock;
  /** Requests in all; default 3. */
  readonly attempts?: number;
  /** Doubles with each try; default 500 ms. */
  readonly firstPauseMs?: number;
  /** A provider that asks for a longer pause is not waited for; default 20 s. */
  readonly longestPauseMs?: number;
}

/**
 * Asks again after what may pass: overload, limits, timeouts. A completion has no effects, so it may be
 * repeated; tools are run by the caller, once it has a whole reply, and are never repeated here.
 */
export const withRetries = (model: Model, options: RetryOptions): Model => ({
  name: model.name,
  complete: async (request, call) => {
    const { clock, attempts = 3 } = options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await model.complete(request, call);
      } catch (error) {
        const pause = pauseAfter(error, attempt, options);
        if (attempt >= attempts || pause === null || call.signal.aborted) throw error;
        await clock.sleep(pause, call.signal);
        call.onRestart?.();
      }
    }
  },
});

/** `null`: not worth another try, or not in time. */
const pauseAfter = (
  error: unknown,
  attempt: number,
  { firstPauseMs = 500, longestPauseMs = 20_000 }: RetryOptions,
): number | null => {
  if (!isTransient(error)) return null;
  const pause = Math.max(firstPauseMs * 2 ** (attempt - 1), retryAfterOf(error) ?? 0);
  return pause > longestPauseMs ? null : pause;
};
