import type { Clock, Logger, RunningService } from '@deskstream/kernel';
import { messageOf, repeat } from '@deskstream/kernel';
import type { WorkLedger } from '@deskstream/port-work-ledger';
import { sweepLedger } from './sweep-ledger';

export interface SweepingDeps {
  readonly ledger: Pick<WorkLedger, 'forget'>;
  readonly groups: readonly string[];
  /** How long finished work is kept. */
  readonly days: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Forgets the finished work of a service once an hour; replicas may do it together. */
export const startSweeping = ({
  ledger,
  groups,
  days,
  clock,
  logger,
}: SweepingDeps): RunningService => {
  const { stop } = repeat(clock, async (signal) => {
    const before = clock.now() - days * DAY_MS;
    await sweepLedger(ledger, { groups, before, signal }).catch((error: unknown) =>
      logger.warn({ because: messageOf(error) }, 'finished work is kept for an hour more'),
    );
    return EVERY_MS;
  });
  return { name: 'retention of work', ready: () => ({ ok: true }), stop };
};
