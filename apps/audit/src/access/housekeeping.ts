import type { Clock, Logger } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';

const EVERY_MS = 3_600_000;

/** Throws away what counts no more, now and every hour, until `signal` aborts. Never rejects. */
export const keepTidy = async (
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
  tidy: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    try {
      await tidy();
    } catch (error) {
      logger.warn({ because: messageOf(error) }, 'old records of access are still there');
    }
    await clock.sleep(EVERY_MS, signal).catch(() => undefined);
  }
};
