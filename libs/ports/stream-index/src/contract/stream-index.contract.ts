import type { IndexRow, IndexedRecord, StreamIndex } from '../stream-index.port';

/** A store under test: `index` gives another process' view of the same, empty, index. */
export interface OpenedIndex {
  index(): StreamIndex;
  close(): Promise<void>;
}

export const streamIndexContract = (name: string, open: () => Promise<OpenedIndex>): void =>
  describe(`${name} as a stream index`, () => {
    let opened: OpenedIndex;
    let index: StreamIndex;
    beforeEach(async () => {
      opened = await open();
      index = opened.index();
    }, 180_000);
    afterEach(() => opened.close(), 180_000);

    it('starts at 0, and gives nothing for an unknown stream', async () => {
      expect(await index.checkpoint(3)).toBe(0);
      expect(await read(index, 'acme/intercom/none')).toEqual([]);
    });

    it('gives a stream back as it stands in the log, oldest first and from any seq', async () => {
      const rows = [
        row('a/b/ключ', 2, 7),
        row('a/b/ключ', 1, 5),
        row('other', 1, 6),
        row('a/b/ключ', 3, 9),
      ];
      expect(await index.write({ partition: 1, from: 0, to: 10, rows })).toBe('written');
      const all = await read(opened.index(), 'a/b/ключ');
      expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect(all[1]).toMatchObject({
        seq: 2,
        eventId: 'ev_a/b/ключ_2',
        record: {
          topic: 't',
          key: 'a/b/ключ',
          partition: 1,
          offset: 7,
          timestamp: 1_007,
          headers: { 'x-ü': '🙂\u0000' },
        },
      });
      expect(Buffer.from(all[1]?.record.value ?? []).toString()).toBe('{"seq":2}');
      expect((await read(index, 'a/b/ключ', 3)).map(({ seq }) => seq)).toEqual([3]);
      expect(await index.checkpoint(1)).toBe(10);
    });

    it('reads long streams in pages without a gap', async () => {
      const rows = Array.from({ length: 1_203 }, (_, at) => row('long', at + 1, at));
      await index.write({ partition: 1, from: 0, to: 1_203, rows });
      expect((await read(index, 'long')).map(({ seq }) => seq)).toEqual(rows.map(({ seq }) => seq));
    });

    it('writes nothing when the checkpoint is elsewhere', async () => {
      expect(await index.write({ partition: 1, from: 4, to: 5, rows: [row('k', 1, 4)] })).toBe(
        'stale',
      );
      await index.write({ partition: 1, from: 0, to: 5, rows: [row('k', 1, 4)] });
      expect(await index.write({ partition: 1, from: 0, to: 6, rows: [row('k', 2, 5)] })).toBe(
        'stale',
      );
      expect(await index.write({ partition: 1, from: 3, to: 6, rows: [row('k', 2, 5)] })).toBe(
        'stale',
      );
      expect(await index.checkpoint(1)).toBe(5);
      expect((await read(index, 'k')).map(({ seq }) => seq)).toEqual([1]);
    });

    it('lets one of many followers win each step', async () => {
      const followers = Array.from({ length: 6 }, () => opened.index());
      for (let from = 0; from < 10; from += 1) {
        const step = { partition: 1, from, to: from + 1, rows: [row('k', from + 1, from)] };
        const results = await Promise.all(followers.map((follower) => follower.write(step)));
        expect(results.filter((result) => result === 'written')).toHaveLength(1);
      }
      expect(await read(index, 'k')).toHaveLength(10);
    });

    it('keeps the first row of a seq, and moves on without rows', async () => {
      await index.write({ partition: 1, from: 0, to: 1, rows: [row('k', 1, 0)] });
      await index.write({ partition: 1, from: 1, to: 2, rows: [row('k', 1, 1)] });
      await index.write({ partition: 1, from: 2, to: 9, rows: [] });
      expect((await read(index, 'k')).map(({ record }) => record.offset)).toEqual([0]);
      expect(await index.checkpoint(1)).toBe(9);
    });

    it('forgets one partition, or all', async () => {
      await index.write({ partition: 1, from: 0, to: 1, rows: [row('k', 1, 0)] });
      await index.write({ partition: 2, from: 0, to: 1, rows: [row('m', 1, 0, 2)] });
      await index.reset(1);
      expect([await index.checkpoint(1), await index.checkpoint(2)]).toEqual([0, 1]);
      expect([await read(index, 'k'), (await read(index, 'm')).length]).toEqual([[], 1]);
      await index.reset();
      expect([await index.checkpoint(2), await read(index, 'm')]).toEqual([0, []]);
    });
  });

const row = (key: string, seq: number, offset: number, partition = 1): IndexRow => ({
  key,
  seq,
  eventId: `ev_${key}_${seq}`,
  type: 'MessageReceived',
  at: 1_000 + offset,
  record: {
    topic: 't',
    key,
    partition,
    offset,
    headers: { 'x-ü': '🙂\u0000' },
    value: new TextEncoder().encode(JSON.stringify({ seq })),
    timestamp: 1_000 + offset,
  },
});

const read = async (
  index: StreamIndex,
  key: string,
  fromSeq?: number,
): Promise<IndexedRecord[]> => {
  const all: IndexedRecord[] = [];
  for await (const record of index.readStream(key, fromSeq)) all.push(record);
  return all;
};
