import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, startEmbeddedPostgres } from '@deskstream/platform-postgres';
import type { EmbeddedServer } from '@deskstream/platform-postgres';
import { eventually } from '@deskstream/port-event-log/contract';
import { compactTopics, createPostgresEventLog, deleteExpired } from './index';

let dataDir: string;
let server: EmbeddedServer;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'deskstream-pg-'));
  server = await startEmbeddedPostgres({ dataDir });
});

afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const draft = (n: number) => ({
  topic: 'in',
  key: `k/v/${n % 7}`,
  headers: {},
  value: Buffer.from(String(n)),
});

it('says UNAVAILABLE while the server is killed, loses nothing it acknowledged, and goes on after it is back', async () => {
  const log = createPostgresEventLog({ url: server.url, schema: 'outage', backoffMs: 5 });
  await log.provision(['in', 'out'].map((topic) => ({ topic, partitions: 3, cleanup: 'keep' })));
  const processing = await log.process({
    group: 'copier',
    topic: 'in',
    openLane: async () => ({
      handle: async (batch) =>
        batch.map(({ key, headers, value }) => ({ topic: 'out', key, headers, value })),
    }),
  });
  await processing.ready();
  const acknowledged = new Set<number>();
  const copies = async () => {
    const all: number[] = [];
    for (const { partition, end } of await log.ends('out'))
      for await (const { value } of log.readTopic({ topic: 'out', partition, from: 0, to: end }))
        all.push(Number(Buffer.from(value ?? [])));
    return all;
  };
  for (let round = 0; round < 3; round += 1) {
    const publishing = Array.from({ length: 200 }, async (_, at) => {
      await log.publish([draft(round * 1_000 + at)]);
      acknowledged.add(round * 1_000 + at);
    });
    await Promise.race(publishing).catch(() => undefined);
    await server.kill();
    await Promise.allSettled(publishing);
    await expect(log.publish([draft(round * 1_000 + 900)])).rejects.toMatchObject({
      code: 'EVENT_LOG.UNAVAILABLE',
      transient: true,
    });
    await server.restart();
    await log.publish([draft(round * 1_000 + 999)]);
    acknowledged.add(round * 1_000 + 999);
  }
  await eventually('all are copied', async () => {
    const all = new Set(await copies());
    return [...acknowledged].every((n) => all.has(n));
  });
  const all = await copies();
  expect(new Set(all).size).toBe(all.length);
  await log.close();
});

it('removes what a topic need not keep, always a prefix, and keeps the rest', async () => {
  const pool = createPool({ url: server.url });
  let now = 1_000;
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  const log = createPostgresEventLog({ pool, schema: 'retention', clock });
  await log.provision([
    { topic: 'in', partitions: 1, cleanup: { deleteAfterMs: 500 } },
    { topic: 'out', partitions: 1, cleanup: 'keep' },
  ]);
  for (now = 1_000; now < 2_000; now += 100)
    await log.publish([draft(now), { ...draft(now), topic: 'out' }]);
  expect(await deleteExpired(pool, 2_000, 'retention')).toBe(5);
  expect(await log.ends('in')).toEqual([{ partition: 0, start: 5, end: 10 }]);
  expect(await log.ends('out')).toEqual([{ partition: 0, start: 0, end: 10 }]);
  expect(await deleteExpired(pool, 9_000, 'retention')).toBe(5);
  expect(await log.ends('in')).toEqual([{ partition: 0, start: 10, end: 10 }]);
  await log.close();
  await pool.end();
});

it('keeps of a compacted topic the last record of each key, and forgets old tombstones', async () => {
  const pool = createPool({ url: server.url });
  const clock = { now: () => 1_000, sleep: () => Promise.resolve() };
  const log = createPostgresEventLog({ pool, schema: 'compaction', clock });
  await log.provision([
    { topic: 'in', partitions: 1, cleanup: 'compact' },
    { topic: 'out', partitions: 1, cleanup: 'keep' },
  ]);
  const write = (key: string, text: string | null, topic = 'in') =>
    log.publish([{ topic, key, headers: {}, value: text === null ? null : Buffer.from(text) }]);
  for (const text of ['1', '2', '3']) {
    await write('a', text);
    await write('a', text, 'out');
  }
  await write('b', '1');
  await write('b', null);
  const left = async (topic: string) => {
    const texts: (string | null)[] = [];
    for await (const { value } of log.readTopic({ topic, partition: 0, from: 0, to: 9 }))
      texts.push(value === null ? null : Buffer.from(value).toString());
    return texts;
  };
  expect(await compactTopics(pool, { now: 2_000 }, 'compaction')).toBe(3);
  expect(await left('in')).toEqual(['3', null]);
  expect(await left('out')).toEqual(['1', '2', '3']);
  expect(await compactTopics(pool, { now: 90_000_000 }, 'compaction')).toBe(1);
  expect(await left('in')).toEqual(['3']);
  expect(await log.ends('in')).toEqual([{ partition: 0, start: 0, end: 5 }]);
  await log.close();
  await pool.end();
});
