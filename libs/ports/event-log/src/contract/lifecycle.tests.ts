import type { Scenario } from './event-log.contract';
import { numbers, textOf } from './support';

/** Starting and stopping. */
export const lifecycleTests = (scenario: Scenario): void => {
  scenario('finishes and commits the batch at work when it is stopped', async (bench) => {
    const log = await bench.log();
    const gate = Promise.withResolvers<void>();
    const working = Promise.withResolvers<void>();
    let closed = 0;
    const processing = await bench.process(log, {
      maxBatch: 4,
      openLane: async () => ({
        handle: async (batch) => {
          working.resolve();
          await gate.promise;
          return batch.map((record) => bench.draft(record.key, textOf(record), bench.output));
        },
        close: async () => {
          closed += 1;
        },
      }),
    });
    await log.publish(numbers(0, 12).map((n) => bench.draft('one/key/only', n)));
    await working.promise;
    const stopped = processing.stop();
    gate.resolve();
    await stopped;
    const done = await bench.texts(log, bench.output);
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(12);
    expect(closed).toBeGreaterThan(0);

    await bench.copying(log);
    expect(await bench.until(log, bench.output, 12)).toEqual(numbers(0, 12));
  });

  scenario('keeps groups apart', async (bench) => {
    const log = await bench.log();
    const seen: string[] = [];
    await bench.copying(log);
    await bench.process(log, {
      group: `${bench.group}-other`,
      openLane: async () => ({
        handle: async (batch) => {
          seen.push(...batch.map(textOf));
          return [];
        },
      }),
    });
    await log.publish(numbers(0, 10).map((n) => bench.draft('one/key/only', n)));
    expect(await bench.until(log, bench.output, 10)).toEqual(numbers(0, 10));
    await bench.wait('the other group has seen all', () => seen.length >= 10);
    expect(seen).toEqual(numbers(0, 10));
  });

  scenario('stands at 0 for a group that never committed', async (bench) => {
    const log = await bench.log();
    const committed = await log.committed(`${bench.group}-never`, bench.input);
    expect(committed.map(({ next }) => next)).toEqual([0, 0, 0]);
  });

  scenario('closes more than once, and stops what runs', async (bench) => {
    const log = await bench.log();
    const processing = await bench.copying(log);
    await processing.ready();
    await log.close();
    await log.close();
    expect(processing.lanes()).toEqual([]);
  });
};
