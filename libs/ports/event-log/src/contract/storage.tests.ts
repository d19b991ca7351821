import { partitionOf } from '@deskstream/kernel';
import type { Scenario } from './event-log.contract';
import { PARTITIONS, bytes, collect, keys, numbers, textOf } from './support';

/** What is published is what is read. */
export const storageTests = (scenario: Scenario): void => {
  scenario('keeps the order of each key, whoever publishes at the same time', async (bench) => {
    const [one, two] = [await bench.log(), await bench.log()];
    const write = (log: typeof one, side: string) =>
      Promise.all(
        numbers(0, 120).map((n) => log.publish([bench.draft(`${side}/x/${Number(n) % 4}`, n)])),
      );
    await Promise.all([write(one, 'a'), write(two, 'b')]);
    const records = (await bench.stored(one, bench.input)).flat();
    expect(records).toHaveLength(240);
    for (const key of new Set(records.map((record) => record.key))) {
      const order = records
        .filter((record) => record.key === key)
        .map((record) => Number(textOf(record)));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  scenario('answers with the position that each draft was given, in order', async (bench) => {
    const log = await bench.log();
    const drafts = keys(9).map((key, index) => bench.draft(key, String(index)));
    const positions = await log.publish(drafts);
    expect(positions.map(({ topic, partition }) => ({ topic, partition }))).toEqual(
      drafts.map(({ topic, key }) => ({ topic, partition: partitionOf(key, PARTITIONS) })),
    );
    for (const [index, { topic, partition, offset }] of positions.entries()) {
      const [record] = await collect(
        log.readTopic({ topic, partition, from: offset, to: offset + 1 }),
      );
      expect(record).toMatchObject({ ...drafts[index], topic, partition, offset });
    }
  });

  scenario(
    'keeps tombstones, empty values, unicode and large values byte for byte',
    async (bench) => {
      const log = await bench.log();
      const large = new Uint8Array(900_000).map((_, index) => index % 251);
      const odd = [
        {
          key: 'ключ/客户/🙂',
          headers: { 'x-ünï': 'naïve — 漢字 🙂', empty: '' },
          value: bytes('é\u0000"\\'),
        },
        { key: 'k/v/tomb', headers: {}, value: null },
        { key: 'k/v/empty', headers: {}, value: new Uint8Array(0) },
        { key: 'k/v/large', headers: {}, value: large },
      ].map((draft) => ({ ...draft, topic: bench.input }));
      await log.publish(odd);
      const records = (await bench.stored(await bench.log(), bench.input)).flat();
      for (const draft of odd) {
        const found = records.find((record) => record.key === draft.key);
        expect(found?.headers).toEqual(draft.headers);
        expect(found?.value && Buffer.from(found.value).equals(draft.value ?? Buffer.of())).toBe(
          draft.value && true,
        );
      }
    },
  );

  scenario('refuses a record that is too large, and stores nothing of the call', async (bench) => {
    const log = await bench.log();
    const huge = new Uint8Array(bench.options.tooLargeBytes ?? 5_000_000);
    const drafts = [bench.draft('a/b/c', '0'), { ...bench.draft('a/b/c', '1'), value: huge }];
    await expect(log.publish(drafts)).rejects.toMatchObject({ code: 'EVENT_LOG.TOO_LARGE' });
    await log.publish([bench.draft('a/b/c', '2')]);
    expect(await bench.texts(log, bench.input)).toEqual(['2']);
  });

  scenario(
    'reads ranges: from is included, to is not, beyond the end is nothing',
    async (bench) => {
      const log = await bench.log();
      const at = await log.publish(numbers(0, 10).map((n) => bench.draft('one/key/only', n)));
      const [third, sixth] = [at[3], at[6]];
      if (!third || !sixth) throw new Error('positions are missing');
      const { topic, partition } = third;
      const read = async (from: number, to: number) =>
        (await collect(log.readTopic({ topic, partition, from, to }))).map(textOf);
      expect(await read(third.offset, sixth.offset)).toEqual(['3', '4', '5']);
      expect(await read(third.offset, third.offset)).toEqual([]);
      expect(await read(sixth.offset, sixth.offset + 1_000)).toEqual(['6', '7', '8', '9']);
      expect(await read(sixth.offset + 1_000, sixth.offset + 2_000)).toEqual([]);
    },
  );

  scenario('tells the ends of every partition, and that a topic is unknown', async (bench) => {
    const log = await bench.log();
    const [at] = await log.publish([bench.draft('one/key/only', '0')]);
    const ends = await log.ends(bench.input);
    expect(ends.map(({ partition }) => partition)).toEqual([0, 1, 2]);
    for (const { partition, start, end } of ends) {
      expect(start).toBe(0);
      if (partition === at?.partition) expect(end).toBeGreaterThan(at.offset);
      else expect(end).toBe(0);
    }
    await expect(log.ends(`${bench.input}.absent`)).rejects.toMatchObject({
      code: 'EVENT_LOG.UNKNOWN_TOPIC',
    });
  });

  scenario('creates missing topics, and refuses another partition count', async (bench) => {
    const log = await bench.log();
    await log.provision(bench.specs());
    await expect(log.provision(bench.specs(PARTITIONS + 1))).rejects.toMatchObject({
      code: 'EVENT_LOG.PARTITIONS_DIFFER',
    });
    expect(await log.ends(bench.input)).toHaveLength(PARTITIONS);
  });

  scenario('pushes back with FULL, and stores exactly what it acknowledged', async (bench) => {
    const log = await bench.opened.tiny?.();
    if (!log) return;
    await log.provision(bench.specs());
    const calls = numbers(0, 500).map((n) => log.publish([bench.draft(`k/v/${Number(n) % 5}`, n)]));
    const results = await Promise.allSettled(calls);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused)
      expect(reason).toMatchObject({ code: 'EVENT_LOG.FULL', transient: true });
    expect(await bench.texts(log, bench.input)).toHaveLength(500 - refused.length);
    await log.publish([bench.draft('k/v/after', '500')]);
  });
};
