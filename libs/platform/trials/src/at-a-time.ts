/**
 * Works on some at a time and yields each as it is done. After a failure, or when nobody wants more, it
 * waits for those under way: nothing goes on behind its back.
 */
export async function* atATime<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  most: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running = new Set<Promise<Done<R>>>();
  const next = async (): Promise<R> => {
    const { self, value } = await Promise.race(running);
    running.delete(self());
    return value;
  };
  try {
    for await (const item of items) {
      const started: Promise<Done<R>> = work(item).then((value) => ({
        value,
        self: () => started,
      }));
      running.add(started);
      if (running.size >= most) yield await next();
    }
    while (running.size > 0) yield await next();
  } finally {
    await Promise.allSettled(running);
  }
}

interface Done<R> {
  readonly value: R;
  self(): Promise<Done<R>>;
}
