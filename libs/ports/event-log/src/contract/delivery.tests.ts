import { partitionOf } from '@deskstream/kernel';
import type { LogRecord } from '../event-log.port';
import type { Scenario } from './event-log.contract';
import { PARTITIONS, keys, numbers, sorted, textOf } from './support';

/** What a handler is given, and what becomes of its answer. */
export const deliveryTests = (scenario: Scenario): void => {
  scenario(
    'hands over every record once and in order of its key, and remembers the position',
    async (bench) => {
      const log = await bench.log();
      const names = keys(6);
      await log.publish(numbers(0, 60).map((n) => bench.draft(names[Number(n) % 6] ?? '', n)));
      const processing = await bench.copying(log);
      await log.publish(numbers(60, 120).map((n) => bench.draft(names[Number(n) % 6] ?? '', n)));
      expect(sorted(await bench.until(log, bench.output, 120))).toEqual(numbers(0, 120));
      for (const records of await bench.stored(log, bench.output))
        for (const key of new Set(records.map((record) => record.key))) {
          const order = records
            .filter((record) => record.key === key)
            .map((record) => Number(textOf(record)));
          expect(order).toEqual([...order].sort((a, b) => a - b));
        }
      await bench.wait('the group stands at the ends', async () => {
        const ends = (await log.ends(bench.input)).filter(({ end }) => end > 0);
        const committed = await log.committed(bench.group, bench.input);
        return ends.every(
          ({ partition, end }) => committed.find((at) => at.partition === partition)?.next === end,
        );
      });
      await processing.stop();
    },
  );

  scenario('never hands over more than maxBatch records', async (bench) => {
    const log = await bench.log();
    await log.publish(numbers(0, 50).map((n) => bench.draft('one/key/only', n)));
    const sizes: number[] = [];
    await bench.process(log, {
      maxBatch: 7,
      openLane: async () => ({
        handle: async (batch) => {
          sizes.push(batch.length);
          return batch.map((record) => bench.draft(record.key, textOf(record), bench.output));
        },
      }),
    });
    await bench.until(log, bench.output, 50);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(7);
  });

  scenario(
    'appends everything a batch caused, over several topics and partitions, or nothing',
    async (bench) => {
      const log = await bench.log();
      const failed = new Set<string>();
      await bench.process(log, {
        openLane: async () => ({
          handle: async (batch) => {
            const drafts = batch.flatMap((record) =>
              keys(4).flatMap((key) => [
                bench.draft(key, textOf(record), bench.output),
                bench.draft(key, textOf(record), bench.parked),
              ]),
            );
            if (failFirst(failed, batch))
              return [...drafts, { ...bench.draft('a/b/c', 'x'), topic: 'contract.absent' }];
            return drafts;
          },
        }),
      });
      await log.publish(numbers(0, 12).map((n) => bench.draft(`k/v/${n}`, n)));
      for (const topic of [bench.output, bench.parked]) {
        const texts = await bench.until(log, topic, 48);
        expect(sorted(texts)).toEqual(numbers(0, 12).flatMap((n) => [n, n, n, n]));
      }
      const spread = (await bench.stored(log, bench.output)).filter(
        (records) => records.length > 0,
      );
      expect(spread).toHaveLength(new Set(keys(4).map((key) => partitionOf(key, PARTITIONS))).size);
    },
  );

  scenario(
    'gives a batch again when its handler threw, from the committed position and on a new lane',
    async (bench) => {
      const log = await bench.log();
      const failed = new Set<string>();
      const errors: unknown[] = [];
      let opened = 0;
      let closed = 0;
      await bench.process(log, {
        maxBatch: 5,
        onLaneError: (error) => errors.push(error),
        openLane: async () => {
          opened += 1;
          return {
            handle: async (batch) => {
              if (failFirst(failed, batch)) throw new Error('planted');
              return batch.map((record) => bench.draft(record.key, textOf(record), bench.output));
            },
            close: async () => {
              closed += 1;
            },
          };
        },
      });
      await log.publish(numbers(0, 20).map((n) => bench.draft('one/key/only', n)));
      expect(await bench.until(log, bench.output, 20)).toEqual(numbers(0, 20));
      expect(errors.length).toBeGreaterThan(0);
      expect(errors[0]).toMatchObject({ message: 'planted' });
      expect(opened).toBeGreaterThan(closed - 1);
      expect(closed).toBe(errors.length);
    },
  );

  scenario(
    'lets a poison record be parked with its cause, without blocking its partition',
    async (bench) => {
      const log = await bench.log();
      await bench.process(log, {
        openLane: async () => ({
          handle: async (batch) =>
            batch.map((record) =>
              textOf(record) === '3'
                ? {
                    topic: bench.parked,
                    key: record.key,
                    value: record.value,
                    headers: {
                      ...record.headers,
                      dl_because: 'NOT_JSON',
                      dl_origin_offset: String(record.offset),
                    },
                  }
                : bench.draft(record.key, textOf(record), bench.output),
            ),
        }),
      });
      await log.publish(numbers(0, 6).map((n) => bench.draft('one/key/only', n)));
      expect(await bench.until(log, bench.output, 5)).toEqual(['0', '1', '2', '4', '5']);
      const [parked, ...more] = (await bench.stored(log, bench.parked)).flat();
      expect(more).toEqual([]);
      expect(parked).toMatchObject({ headers: { n: '3', dl_because: 'NOT_JSON' } });
    },
  );

  scenario(
    'starts a follower where its own position says, and shows its progress',
    async (bench) => {
      const log = await bench.log();
      const at = await log.publish(numbers(0, 10).map((n) => bench.draft('one/key/only', n)));
      const [first, fourth] = [at[0], at[4]];
      if (!first || !fourth) throw new Error('positions are missing');
      const seen: string[] = [];
      await bench.process(log, {
        mode: 'follower',
        openLane: async (lane) => ({
          from: lane.partition === first.partition ? fourth.offset : 0,
          handle: async (batch) => {
            seen.push(...batch.map(textOf));
            return [];
          },
        }),
      });
      await bench.wait('the follower has seen 6', () => seen.length >= 6);
      expect(seen).toEqual(numbers(4, 10));
      await bench.wait('its position shows', async () => {
        const committed = await log.committed(bench.group, bench.input);
        return committed.some(
          ({ partition, next }) => partition === first.partition && next > (at[9]?.offset ?? 0),
        );
      });
    },
  );

  scenario('refuses a follower that appends', async (bench) => {
    const log = await bench.log();
    const errors: unknown[] = [];
    await bench.process(log, {
      mode: 'follower',
      onLaneError: (error) => errors.push(error),
      openLane: async () => ({
        handle: async (batch) => batch.map((record) => bench.draft(record.key, 'x', bench.output)),
      }),
    });
    await log.publish([bench.draft('one/key/only', '0')]);
    await bench.wait('it was refused', () => errors.length > 0);
    expect(errors[0]).toMatchObject({ code: 'EVENT_LOG.FOLLOWER_APPENDS' });
    expect(await bench.texts(log, bench.output)).toEqual([]);
  });
};

/** Fails the first time that each first record of a batch is seen, every other record. */
const failFirst = (failed: Set<string>, batch: readonly LogRecord[]): boolean => {
  const name = batch.map(textOf).find((text) => Number(text) % 2 === 0 && !failed.has(text));
  if (name === undefined) return false;
  failed.add(name);
  return failed.size <= 4;
};
