import type { Clock } from '@deskstream/kernel';

/** Work for later. `stop` forgets what is still to come. */
export interface Later {
  run(ms: number, work: () => void): void;
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export const createLater = (clock: Clock): Later => {
  const stopped = new AbortController();
  const pending = new Set<Promise<void>>();
  return {
    run: (ms, work) => {
      const waiting = clock.sleep(ms, stopped.signal).then(
        () => true,
        () => false,
      );
      const done = waiting.then((due) => {
        if (due && !stopped.signal.aborted) work();
      });
      pending.add(done);
      void done.finally(() => pending.delete(done));
    },
    idle: async () => {
      while (pending.size > 0) await Promise.all(pending);
    },
    stop: async () => {
      stopped.abort(new Error('The simulator has stopped.'));
      await Promise.all(pending);
    },
  };
};
