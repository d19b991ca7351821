import type { ConnectionFacts } from './connections.query';
import type { Light } from './light';
import { worst } from './light';

/** S115: so many errors in a row within the window pause the endpoint. S116: errors for so long suspend it. */
export interface ErrorBudget {
  readonly pause: {
    readonly limit: number;
    readonly windowMs: number;
    readonly errors: number;
    readonly share: number;
  };
  readonly suspension: {
    readonly afterMs: number;
    readonly errorsSince: number | null;
    readonly share: number;
  };
  readonly light: Light;
}

const INTERCOM = { limit: 1_000, windowMs: 15 * 60_000, afterMs: 7 * 24 * 3_600_000 };
const LIMITS: Readonly<Record<string, typeof INTERCOM>> = { intercom: INTERCOM };

/** Window in which the vendor counts errors; the longest known where it tells none. */
export const errorWindowOf = (vendor: string): number => (LIMITS[vendor] ?? INTERCOM).windowMs;

/** Parts of a limit at which a light turns: long before the vendor acts. */
const WARN_AT = 0.1;
const FAIL_AT = 0.5;

export const errorBudgetOf = (
  vendor: string,
  { errors }: ConnectionFacts,
  now: number,
): ErrorBudget | null => {
  const limits = LIMITS[vendor];
  if (limits === undefined) return null;
  const { limit, windowMs, afterMs } = limits;
  const pauseShare = errors.recent / limit;
  const suspensionShare = errors.since === null ? 0 : Math.max(0, now - errors.since) / afterMs;
  return {
    pause: { limit, windowMs, errors: errors.recent, share: pauseShare },
    suspension: { afterMs, errorsSince: errors.since, share: suspensionShare },
    light: worst([pauseShare, suspensionShare].map(lightOfShare)),
  };
};

const lightOfShare = (share: number): Light => {
  if (share >= FAIL_AT) return 'failed';
  return share >= WARN_AT ? 'warning' : 'ok';
};
