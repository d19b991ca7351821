import { compactTopics, deleteExpired } from '@deskstream/adapter-event-log-postgres';
import { DISPATCH_GROUP } from '@deskstream/app-dispatcher';
import { REASONING_GROUP, TIMERS_GROUP } from '@deskstream/app-orchestrator';
import type { RunningService } from '@deskstream/kernel';
import { messageOf, repeat } from '@deskstream/kernel';
import type { Platform } from '@deskstream/platform-nest';
import { sweepLedger } from '@deskstream/platform-worker';
import type { DeskstreamConfig } from '../config';
import type { Installation } from '../installation/open-installation';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

const WORK_GROUPS = [DISPATCH_GROUP, REASONING_GROUP, TIMERS_GROUP];

/**
 * Once an hour. The finished work of all groups; and what a broker does by itself, PostgreSQL does here:
 * deleting what is past its retention, and compacting.
 */
export const startRetention = (
  { clock, logger, config }: Platform<DeskstreamConfig>,
  installation: Installation,
): Promise<RunningService> => {
  const sweepOnce = async (signal: AbortSignal): Promise<void> => {
    const now = clock.now();
    const records = await sweepLog(installation, now);
    const before = now - config.WORK_RETENTION_DAYS * DAY_MS;
    const work = await sweepLedger(installation.ledger, { groups: WORK_GROUPS, before, signal });
    logger.debug({ ...records, work }, 'what is past its retention was deleted');
  };
  const { stop } = repeat(clock, async (signal) => {
    await sweepOnce(signal).catch((error: unknown) =>
      logger.warn({ error: messageOf(error) }, 'retention waits an hour'),
    );
    return EVERY_MS;
  });
  return Promise.resolve({ name: 'retention', ready: () => ({ ok: true }), stop });
};

const sweepLog = async ({ kind, pool, schema }: Installation, now: number) =>
  kind === 'kafka'
    ? {}
    : {
        expired: await deleteExpired(pool, now, schema),
        replaced: await compactTopics(pool, { now }, schema),
      };
