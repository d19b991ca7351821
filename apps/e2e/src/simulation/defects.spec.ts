import { checkHistory } from '@deskstream/testing-simulation';
import { plantedDefects } from './defects/catalogue';
import { firstDetection } from './run-seeds';
import { simulate } from './simulate';

const WITHIN_SEEDS = 100;

describe('a defect planted in the system', () => {
  it.each(plantedDefects.map((planted) => [planted.name, planted] as const))(
    'is found: %s',
    async (name, planted) => {
      const found = await firstDetection(planted, WITHIN_SEEDS);
      expect(found).not.toBeNull();
      if (found === null) return;
      process.stdout.write(`${name}: SEED=${found.seed}\n`);
      const again = await simulate({ seed: found.seed, defect: planted.plant() });
      expect(again.trace).toBe(found.trace);
      expect(checkHistory(again.observed)).toEqual(found.violations);
    },
    900_000,
  );
});

describe('a seed', () => {
  it('replays byte for byte', async () => {
    const [once, again] = [await simulate({ seed: 11 }), await simulate({ seed: 11 })];
    expect(once.trace).toBe(again.trace);
  });

  it('that nothing befalls ends with every property kept and each message answered for', async () => {
    const { observed, crashes } = await simulate({ seed: 5, troubled: false });
    expect(crashes).toBe(0);
    expect(checkHistory(observed)).toEqual([]);
    expect(observed.events.length).toBeGreaterThan(10);
  });
});
