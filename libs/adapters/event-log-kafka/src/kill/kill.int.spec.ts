import { javaOracle, startKafka } from '@deskstream/testing-harness';
import type { RunningKafka } from '@deskstream/testing-harness';
import { bundleCopier } from './copier-process';
import { killRun } from './kill-run';

const kills = Number(process.env['KILLS'] ?? 200);
const seed = Number(process.env['SEED'] ?? 20_261);
const CLEAN = { lost: [], duplicated: [], disordered: [] };

describe(`consume, process, append under faults (seed ${seed})`, () => {
  let kafka: RunningKafka;
  const play = (scene: string, faults: Partial<Parameters<typeof killRun>[0]>) =>
    killRun({
      ...{ brokers: kafka.brokers, namespace: `${kafka.namespace}-${scene}`, seed, members: 3 },
      oracle: (topic) => javaOracle({ brokers: kafka.brokers, topic }),
      ...{ fencing: true, kills: 0, pauses: 0, changes: 0 },
      ...faults,
    });

  beforeAll(async () => {
    kafka = await startKafka();
    await bundleCopier();
  });
  afterAll(() => kafka.stop());

  it('copies each record once and in order while owners are paused and wake after another took over', async () => {
    const result = await play('zombie', { pauses: 6 });
    expect(result).toMatchObject(CLEAN);
    expect(result.refused).toContain('EVENT_LOG.FENCED');
  }, 720_000);

  it('copies each record once and in order while members come and go', async () => {
    expect(await play('changes', { changes: 15 })).toMatchObject(CLEAN);
  }, 720_000);

  it('finds the duplicates of owners that do not fence each other off', async () => {
    const result = await play('planted', { fencing: false, pauses: 6 });
    expect(result.lost).toEqual([]);
    expect(result.duplicated.length).toBeGreaterThan(0);
  }, 720_000);

  it(`copies each record once and in order through ${kills} kills at random times`, async () => {
    const result = await play('kills', {
      kills,
      changes: Math.ceil(kills / 20),
      pauses: Math.ceil(kills / 40),
    });
    expect(result).toMatchObject(CLEAN);
  }, 900_000);
});
