interface Waiting<I, O> {
  readonly item: I;
  resolve(value: O): void;
  reject(error: unknown): void;
}

/**
 * Callers share statements: one runs at a time, and whatever came meanwhile goes into the next, so that
 * each call is answered by a statement that began after it. A failure is that of all who shared it.
 * A statement takes items up to a weight of 1 together, one at least.
 */
export const grouped = <I, O>(
  run: (items: readonly I[]) => Promise<(item: I) => O>,
  weigh: (item: I) => number,
): ((item: I) => Promise<O>) => {
  const queue: Waiting<I, O>[] = [];
  let running = false;
  const work = async (): Promise<void> => {
    running = true;
    while (queue.length > 0) {
      await socketsAreRead();
      await answer(run, queue.splice(0, countOf(queue, weigh)));
    }
    running = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (!running) void work();
    });
};

/** Calls of one turn of the event loop come one by one, and belong together. */
const socketsAreRead = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const answer = async <I, O>(
  run: (items: readonly I[]) => Promise<(item: I) => O>,
  group: readonly Waiting<I, O>[],
): Promise<void> => {
  try {
    const valueOf = await run(group.map(({ item }) => item));
    for (const { item, resolve } of group) resolve(valueOf(item));
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
};

const countOf = <I, O>(queue: readonly Waiting<I, O>[], weigh: (item: I) => number): number => {
  let weight = 0;
  const over = queue.findIndex(({ item }, at) => {
    weight += weigh(item);
    return at > 0 && weight > 1;
  });
  return over === -1 ? queue.length : over;
};
