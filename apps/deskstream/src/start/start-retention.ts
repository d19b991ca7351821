import { deleteExpired } from '@deskstream/adapter-event-log-postgres';
import type { Clock, Logger, RunningService } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import type { Installation } from '../installation/open-installation';

const EVERY_MS = 3_600_000;

/** On Kafka the broker deletes what is past its retention; in PostgreSQL somebody has to. Once an hour. */
export const startRetention = (
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
  { kind, pool, schema }: Installation,
): Promise<RunningService> => {
  const stopping = new AbortController();
  const sweep = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await deleteExpired(pool, clock.now(), schema).then(
        (records) => logger.debug({ records }, 'expired records deleted'),
        (error: unknown) => logger.warn({ error: messageOf(error) }, 'retention waits an hour'),
      );
      await clock.sleep(EVERY_MS, stopping.signal).catch(() => undefined);
    }
  };
  const sweeping = kind === 'postgres' ? sweep() : Promise.resolve();
  return Promise.resolve({
    name: 'retention',
    ready: () => ({ ok: true }),
    stop: async () => {
      stopping.abort(new Error('retention stopped'));
      await sweeping;
    },
  });
};
