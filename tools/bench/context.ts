import { systemClock } from '@deskstream/kernel';

/** What every bench is given. */
export interface BenchContext {
  /** Of the repository. */
  readonly root: string;
  /** Scratch space, deleted afterwards; holds the bundled helpers. */
  readonly folder: string;
  readonly brokers: readonly string[];
  readonly databaseUrl: string;
  /** Small sizes: shows that it runs, says little. */
  readonly quick: boolean;
}

/** A name that nothing else on the broker or in the database has. */
export const fresh = (name: string): string =>
  `bench-${name}-${process.pid}-${(serial += 1).toString()}`;

let serial = 0;

/** Polls until it is so; throws after `limitMs`. */
export const until = async (
  what: string,
  condition: () => Promise<boolean> | boolean,
  { limitMs = 120_000, everyMs = 10 } = {},
): Promise<void> => {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${limitMs} ms`);
    await systemClock.sleep(everyMs);
  }
};
