/** `once`: one more try after a minute, as observed; `backoff`: doubling, as other sources have it. */
export type RetryPolicy =
  | { readonly kind: 'once'; readonly afterMs?: number }
  | { readonly kind: 'backoff'; readonly firstMs?: number; readonly attempts?: number };

const MINUTE = 60_000;
const LONGEST_THROTTLE = 2 * 60 * MINUTE;

/** Wait after the failure of attempt number `failed` (from 1); `null`: the notification is lost. */
export const attemptsOf = (
  policy: RetryPolicy = { kind: 'once' },
  failed: number,
): number | null => {
  if (policy.kind === 'once') return failed === 1 ? (policy.afterMs ?? MINUTE) : null;
  const { firstMs = 1000, attempts = 6 } = policy;
  return failed < attempts ? firstMs * 2 ** (failed - 1) : null;
};

/** After a 429: one minute, doubling to two hours, then dropped. `times` counts from 1. */
export const throttleMs = (times: number): number | null => {
  const wait = MINUTE * 2 ** (times - 1);
  return wait > LONGEST_THROTTLE ? null : wait;
};
