import type { Violation } from '@deskstream/testing-simulation';
import { checkHistory } from '@deskstream/testing-simulation';
import type { PlantedDefect } from './defects/catalogue';
import { simulate } from './simulate';

export interface Failure {
  readonly seed: number;
  readonly trace: string;
  readonly violations: readonly Violation[];
}

export interface SeedRange {
  readonly from: number;
  readonly count: number;
}

/** The first seed whose history violates a property; `null` when all of them hold. */
export const firstFailure = async ({ from, count }: SeedRange): Promise<Failure | null> => {
  for (let seed = from; seed < from + count; seed += 1) {
    const history = await simulate({ seed });
    const violations = checkHistory(history.observed);
    if (violations.length > 0) return { seed, trace: history.trace, violations };
    if (seed % 50 === 0) await otherTasks();
  }
  return null;
};

/** The first seed whose history shows the planted defect as a violation that it should cause. */
export const firstDetection = async (
  planted: PlantedDefect,
  within: number,
): Promise<Failure | null> => {
  for (let seed = 1; seed <= within; seed += 1) {
    const history = await simulate({ seed, defect: planted.plant() });
    const violations = checkHistory(history.observed);
    if (violations.some(({ property }) => planted.violates.includes(property)))
      return { seed, trace: history.trace, violations };
  }
  return null;
};

const environment = process.env;

/** `SEED=17` replays one history; `SIM_HISTORIES=100000` runs more than the 10 000 of every build. */
export const seedsOfShard = (shard: number, shards: number): SeedRange => {
  const { SEED: seed, SIM_HISTORIES: histories = '10000' } = environment;
  if (seed !== undefined) return { from: Number(seed), count: shard === 0 ? 1 : 0 };
  const count = Math.ceil(Number(histories) / shards);
  return { from: 1 + shard * count, count };
};

const otherTasks = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
