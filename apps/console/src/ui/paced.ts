interface Pace {
  readonly times: number;
  readonly withinMs: number;
}

/** Does it at once, unless it was done `times` already `withinMs`; then later, with the last value given. */
export const paced = <T>(act: (value: T) => void, { times, withinMs }: Pace) => {
  let done: readonly number[] = [];
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const give = (value: T): void => {
    clearTimeout(waiting);
    const now = performance.now();
    done = done.filter((at) => now - at < withinMs);
    const [first] = done;
    if (done.length < times || first === undefined) {
      done = [...done, now];
      act(value);
    } else waiting = setTimeout(() => give(value), withinMs - (now - first));
  };
  return { give, stop: () => clearTimeout(waiting) };
};
