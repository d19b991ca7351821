import { systemClock } from '@deskstream/kernel';

/** Asks again and again until it is so; fails with what `describe` says when the time is up. */
export const until = async (
  condition: () => Promise<boolean>,
  {
    timeoutMs,
    everyMs = 250,
    describe,
  }: { readonly timeoutMs: number; readonly everyMs?: number; readonly describe: () => string },
): Promise<void> => {
  const deadline = systemClock.now() + timeoutMs;
  while (!(await condition())) {
    if (systemClock.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${describe()}`);
    await systemClock.sleep(everyMs);
  }
};
