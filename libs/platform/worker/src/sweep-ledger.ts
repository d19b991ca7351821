import type { EpochMs } from '@deskstream/kernel';
import type { WorkLedger } from '@deskstream/port-work-ledger';

export interface Sweep {
  readonly groups: readonly string[];
  /** Work finished before is forgotten. */
  readonly before: EpochMs;
  readonly signal: AbortSignal;
}

const AT_ONCE = 1_000;

/** Forgets finished work in small steps, so that no statement holds others up; gives how many items. */
export const sweepLedger = async (
  ledger: Pick<WorkLedger, 'forget'>,
  { groups, before, signal }: Sweep,
): Promise<number> => {
  let total = 0;
  for (const group of groups)
    for (let gone = AT_ONCE; gone === AT_ONCE && !signal.aborted; total += gone)
      gone = await ledger.forget({ group, before, limit: AT_ONCE });
  return total;
};
