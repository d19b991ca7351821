import { systemClock } from '@deskstream/kernel';

export interface Patience {
  /** Says what is missing when the time is up. */
  readonly describe?: () => string;
  readonly timeoutMs?: number;
  readonly everyMs?: number;
}

/** Asks again and again until it is so; fails when the real time is up. */
export const until = async (
  condition: () => boolean | Promise<boolean>,
  { describe = () => condition.toString(), timeoutMs = 90_000, everyMs = 50 }: Patience = {},
): Promise<void> => {
  const deadline = systemClock.now() + timeoutMs;
  while (!(await condition())) {
    if (systemClock.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${describe()}`);
    await systemClock.sleep(everyMs);
  }
};
