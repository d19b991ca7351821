import type { EpochMs } from '@deskstream/kernel';
import type { GapLimits } from './check';
import type { ChecksOfConnection } from './gap-checks';

/** The next check of a connection, if it is due. */
export interface Due {
  readonly because: string;
  readonly reason?: string;
  readonly since: EpochMs;
  readonly historyBefore: EpochMs;
}

export interface Schedule {
  readonly everyMs: number;
  readonly limits: GapLimits;
}

/** After a check that is to be gone on with. */
const SOON_MS = 15_000;
/** The lists of vendors lag; a little is looked at twice. */
const OVERLAP_MS = 120_000;

/** `null`: not yet. What is older than a connection's first check is nobody's gap. */
export const nextCheck = (
  { last, requested }: ChecksOfConnection,
  now: EpochMs,
  schedule: Schedule,
): Due | null => {
  const historyBefore = last?.historyBefore ?? now;
  if (requested !== null && now >= (last?.retryAt ?? 0)) return askedFor(requested, historyBefore);
  return last === null
    ? { because: 'schedule', since: now, historyBefore }
    : scheduled(last, now, schedule);
};

const askedFor = (
  { requestedBy: because, reason, since }: NonNullable<ChecksOfConnection['requested']>,
  historyBefore: EpochMs,
): Due => ({
  because,
  ...(reason === undefined ? {} : { reason }),
  since,
  historyBefore: Math.min(historyBefore, since),
});

type Last = NonNullable<ChecksOfConnection['last']>;

const scheduled = (last: Last, now: EpochMs, { everyMs, limits }: Schedule): Due | null => {
  if (now < dueAt(last, everyMs)) return null;
  const from = Math.max(last.reached - OVERLAP_MS, now - limits.lookBackMs);
  const { historyBefore } = last;
  return {
    because: now - last.at > 2 * everyMs ? 'after-outage' : 'schedule',
    since: Math.max(historyBefore, from),
    historyBefore,
  };
};

const dueAt = (last: Last, everyMs: number): EpochMs => {
  const goOn = last.result !== 'complete' || last.suspected > 0 || last.busy > 0;
  return Math.max(last.retryAt ?? 0, last.at + (goOn ? Math.min(everyMs, SOON_MS) : everyMs));
};
