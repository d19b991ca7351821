import type { Clock } from './clock';

/**
 * Acts now and again until stopped; `act` says how many milliseconds to wait before the next time, and
 * never rejects. `stop` waits for what is under way, whose signal it aborts.
 */
export const repeat = (
  clock: Clock,
  act: (signal: AbortSignal) => Promise<number>,
  stopping: AbortController = new AbortController(),
): { readonly stop: () => Promise<void> } => {
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    while (!signal.aborted) await clock.sleep(await act(signal), signal).catch(() => undefined);
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort(new Error('stopped'));
      await running;
    },
  };
};
