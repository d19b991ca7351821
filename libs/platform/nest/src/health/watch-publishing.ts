import type { Clock, EpochMs, Logger, RunningService } from '@deskstream/kernel';
import { codeOf, messageOf } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import { withPublish } from '@deskstream/port-event-log';

/** A failed write says "not ready" for so long, unless a later one succeeds: somebody has to try again. */
const COUNTS_MS = 10_000;

export interface WatchedLog {
  readonly log: EventLog;
  readonly health: RunningService;
}

/**
 * Sees what a look from outside cannot: a log that answers questions and takes no records, as with a full
 * disk. The first failure and the first success after it are logged, with the code.
 */
export const watchPublishing = (
  log: EventLog,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): WatchedLog => {
  let failed: { readonly at: EpochMs; readonly because: string } | null = null;
  const refused = (error: unknown): void => {
    const because = messageOf(error);
    if (failed === null)
      logger.error({ code: codeOf(error) ?? 'UNKNOWN', because }, 'the log takes no records');
    failed = { at: clock.now(), because };
  };
  const taken = (): void => {
    if (failed !== null) logger.info({}, 'the log takes records again');
    failed = null;
  };
  return {
    log: withPublish(log, async (drafts) => {
      try {
        const positions = await log.publish(drafts);
        taken();
        return positions;
      } catch (error) {
        if (!OF_THE_RECORD.has(codeOf(error) ?? '')) refused(error);
        throw error;
      }
    }),
    health: {
      name: 'publishing',
      ready: () =>
        failed === null || clock.now() - failed.at > COUNTS_MS
          ? { ok: true }
          : { ok: false, because: `log: ${failed.because}` },
      stop: () => Promise.resolve(),
    },
  };
};

/** These say nothing about the log's health. */
const OF_THE_RECORD = new Set(['EVENT_LOG.TOO_LARGE', 'EVENT_LOG.UNKNOWN_TOPIC']);
