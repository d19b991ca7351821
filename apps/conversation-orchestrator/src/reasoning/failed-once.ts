import { hasCode, isTransient, messageOf } from '@deskstream/kernel';
import type { Performed } from '@deskstream/platform-worker';
import { retryAfterOf } from '@deskstream/port-ai';
import type { JournalEntry } from '@deskstream/port-work-ledger';
import { LostClaim } from './lost-claim';
import type { Run, RunDeps } from './run-deps';

const MAX_FAILURES = 4;
const RETRY_MS = 1_000;

/**
 * A stop is nobody's fault: the run is due again at once. Failures are counted in the journal, not by
 * claims, for waiting for the index takes claims, too. What the run has journaled it does not do again.
 */
export const failedOnce = async (
  { clock }: RunDeps,
  { claim, tools }: Pick<Run, 'claim' | 'tools'>,
  { error, giveUp }: { readonly error: unknown; readonly giveUp: (because: string) => Performed },
): Promise<Performed> => {
  if (error instanceof LostClaim) return { kind: 'lost' };
  if (tools.stopping()) return { kind: 'postponed', dueAt: clock.now() };
  if (isLogAway(error)) throw error;
  const failures = claim.journal.filter(isFailure).length + 1;
  if (failures >= MAX_FAILURES || isHopeless(error)) return giveUp(messageOf(error));
  if ((await tools.journal('note', { failures })) === 'lost') return { kind: 'lost' };
  const pause = retryAfterOf(error) ?? RETRY_MS * 2 ** (failures - 1);
  return { kind: 'postponed', dueAt: clock.now() + pause };
};

const isFailure = ({ kind, detail }: JournalEntry): boolean =>
  kind === 'note' && typeof detail === 'object' && detail !== null && 'failures' in detail;

/** Then nothing can be told either, and the run is not to blame. */
const isLogAway = (error: unknown): boolean =>
  hasCode(error, 'EVENT_LOG.UNAVAILABLE') || hasCode(error, 'EVENT_LOG.FULL');

/** A model that refuses the key will refuse it again; what was malformed once may be well-formed. */
const isHopeless = (error: unknown): boolean =>
  !isTransient(error) && HOPELESS.some((code) => hasCode(error, code));

const HOPELESS = [
  'MODEL.UNAUTHORIZED',
  'MODEL.BAD_REQUEST',
  'MODEL.TOO_LONG',
  'MODEL.BUDGET_EXHAUSTED',
];
