import type { EventLog } from '../event-log.port';
import type { Scenario } from './event-log.contract';
import { keys, numbers, sorted } from './support';
import type { Bench } from './support';

/** One owner per lane: crashes, rebalances, zombies. */
export const ownershipTests = (scenario: Scenario): void => {
  scenario('processes each record once when a process dies before its append', async (bench) => {
    const [doomed, heir] = [await bench.log(), await bench.log()];
    const { reached } = await dyingAt(bench, doomed);
    await feed(bench, heir, 0, 30);
    await reached;
    await bench.opened.crash?.(doomed);
    await bench.copying(heir);
    await settled(bench, heir, 30);
  });

  scenario('processes each record once when a process dies after its append', async (bench) => {
    const [doomed, heir] = [await bench.log(), await bench.log()];
    await bench.copying(doomed);
    await feed(bench, heir, 0, 60);
    await bench.until(heir, bench.output, 1);
    await bench.opened.crash?.(doomed);
    await bench.copying(heir);
    await feed(bench, heir, 60, 90);
    await settled(bench, heir, 90);
  });

  scenario('processes each record once while members come and go', async (bench) => {
    const [one, two] = [await bench.log(), await bench.log()];
    const first = await bench.copying(one);
    await first.ready();
    const feeding = feedSlowly(bench, one, 300);
    await bench.until(one, bench.output, 20);
    const second = await bench.copying(two);
    await bench.wait(
      'the lanes are shared',
      () => first.lanes().length > 0 && second.lanes().length > 0,
    );
    await bench.until(one, bench.output, 120);
    await first.stop();
    await feeding;
    await settled(bench, two, 300);
    await bench.wait('the second owns every lane', () => second.lanes().length === 3);
  });

  scenario('lets no zombie commit once another took over', async (bench) => {
    const { suspend } = bench.opened;
    if (!suspend) return;
    const [zombie, heir] = [await bench.log(), await bench.log()];
    const { reached, wake, errors } = await dyingAt(bench, zombie);
    await feed(bench, heir, 0, 30);
    await reached;
    await suspend.call(bench.opened, zombie);
    const successor = await bench.copying(heir);
    await bench.wait('the heir owns every lane', () => successor.lanes().length === 3);
    await bench.until(heir, bench.output, 30);
    wake();
    await bench.wait('the zombie was refused', () => errors.length > 0);
    await feed(bench, heir, 30, 60);
    await settled(bench, heir, 60);
  });

  scenario('shows no record of a step that is not committed', async (bench) => {
    const [writer, reader] = [await bench.log(), await bench.log()];
    const { reached, wake } = await dyingAt(bench, writer);
    await feed(bench, reader, 0, 5);
    await reached;
    expect(await bench.texts(reader, bench.output)).toEqual([]);
    wake();
    await settled(bench, reader, 5);
  });

  scenario('tells a lane by its signal that it is over', async (bench) => {
    const log = await bench.log();
    const signals: AbortSignal[] = [];
    const ended: number[] = [];
    const processing = await bench.process(log, {
      onLaneEnded: ({ partition }) => ended.push(partition),
      openLane: async (lane) => {
        signals.push(lane.signal);
        return { handle: async () => [] };
      },
    });
    await feed(bench, log, 0, 9);
    await bench.wait('lanes are open', () => signals.length > 0 && processing.lanes().length === 3);
    await processing.stop();
    expect(signals.every((signal) => signal.aborted)).toBe(true);
    expect(processing.lanes()).toEqual([]);
    expect([...new Set(ended)].sort()).toEqual([0, 1, 2]);
  });
};

const feed = (bench: Bench, log: EventLog, from: number, to: number) => {
  const names = keys(12);
  return log.publish(numbers(from, to).map((n) => bench.draft(names[Number(n) % 12] ?? '', n)));
};

const feedSlowly = async (bench: Bench, log: EventLog, count: number) => {
  for (let from = 0; from < count; from += 5) {
    await feed(bench, log, from, from + 5);
    await bench.until(log, bench.output, Math.max(0, from - 40));
  }
};

/** Every number once, and it stays so when the group has caught up. */
const settled = async (bench: Bench, log: EventLog, count: number) => {
  await bench.until(log, bench.output, count);
  await bench.wait('the group has caught up', async () => {
    const committed = new Map(
      (await log.committed(bench.group, bench.input)).map((at) => [at.partition, at.next]),
    );
    return (await log.ends(bench.input)).every(
      ({ partition, end }) => (committed.get(partition) ?? 0) >= end,
    );
  });
  expect(sorted(await bench.texts(log, bench.output))).toEqual(numbers(0, count));
};

/** A member whose first handlers wait until `wake`; `reached` resolves when one of them is at work. */
const dyingAt = async (bench: Bench, log: EventLog) => {
  const gate = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const errors: unknown[] = [];
  bench.atEnd(() => gate.resolve());
  await bench.process(log, {
    onLaneError: (error) => errors.push(error),
    openLane: async () => ({
      handle: async (batch) => {
        arrived.resolve();
        await gate.promise;
        return batch.map((record) =>
          bench.draft(
            record.key,
            new TextDecoder().decode(record.value ?? undefined),
            bench.output,
          ),
        );
      },
    }),
  });
  return { reached: arrived.promise, wake: () => gate.resolve(), errors };
};
