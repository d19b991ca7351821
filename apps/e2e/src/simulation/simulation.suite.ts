import { summarise } from '../summary';
import { firstFailure, seedsOfShard } from './run-seeds';

const BUDGET_MS = 30 * 60_000;

/** One share of the seeds; the shares run side by side. */
export const describeShard = (shard: number, shards: number): void => {
  const seeds = seedsOfShard(shard, shards);
  describe(`the whole system, simulated from seeds ${seeds.from} to ${seeds.from + seeds.count - 1}`, () => {
    it(
      'keeps P1 to P9 through crashes, zombies, lost answers, duplicates and reordering',
      async () => {
        const began = performance.now();
        const failure = await firstFailure(seeds);
        const rate = seeds.count / ((performance.now() - began) / 1000);
        const verdict = failure === null ? 'all properties hold' : `SEED=${failure.seed} fails`;
        summarise(
          `simulation, share ${shard + 1} of ${shards}: ${seeds.count} histories, ${rate.toFixed(1)} per second, ${verdict}`,
        );
        expect(failure).toBeNull();
      },
      BUDGET_MS,
    );
  });
};
