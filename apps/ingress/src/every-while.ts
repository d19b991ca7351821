import type { Clock } from '@deskstream/kernel';

const EVERY_MS = 30_000;
const LAST_TRY_MS = 2_000;

/** Flushes every half minute, and once more at the end, which waits two seconds for it at most. `flush` never throws. */
export const everyWhile = (
  { clock, everyMs = EVERY_MS }: { readonly clock: Clock; readonly everyMs?: number },
  flush: () => Promise<void>,
): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  const sweep = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await clock.sleep(everyMs, stopping.signal).catch(() => undefined);
      if (!stopping.signal.aborted) await flush();
    }
  };
  const sweeping = sweep();
  return {
    stop: async () => {
      stopping.abort(new Error('ingress stopped'));
      const flushed = new AbortController();
      const flushing = sweeping.then(flush);
      const late = clock.sleep(LAST_TRY_MS, flushed.signal).catch(() => undefined);
      await Promise.race([flushing, late]);
      flushed.abort(new Error('flushed'));
    },
  };
};
