/** Lets so many work at once; the others wait in line. */
export const createSlots = (most: () => number) => {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const free = (): void => {
    taken -= 1;
    waiting.shift()?.();
  };
  return {
    /** Resolves with what gives the slot back; rejects when the signal aborts first. */
    take: async (signal: AbortSignal): Promise<() => void> => {
      while (taken >= most()) await turn(waiting, signal);
      taken += 1;
      return free;
    },
  };
};

const turn = (waiting: (() => void)[], signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    if (signal.aborted) return leave();
    signal.addEventListener('abort', leave, { once: true });
    waiting.push(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    });
  });
