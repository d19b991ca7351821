import { createPostgresStreamIndex } from '@deskstream/adapter-stores-postgres';
import { createPool } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { PartitionKey } from '@deskstream/kernel';
import { partitionKey } from '@deskstream/kernel';
import type { BenchContext } from './context';
import { fresh } from './context';
import type { BenchResult } from './result';
import { lessIsBetter, median, quantile } from './result';

const PER_SESSION = 20;
const ROUNDS = 5;
const OPENED = 200;

/** Reading all events of one session, with few and with many events around it. */
export const openingBench = async (context: BenchContext): Promise<readonly BenchResult[]> => {
  const [few, many] = context.quick ? [1_000, 20_000] : [10_000, 1_000_000];
  // A pool each: prepared statements have one name per connection, whatever the schema.
  const pools = [few, many].map(() => createPool({ url: context.databaseUrl, max: 2 }));
  const [smallPool, largePool] = pools as [Pool, Pool];
  try {
    const small = await filledIndex(smallPool, few);
    const large = await filledIndex(largePool, many);
    await largePool.query('checkpoint');
    const times: Record<'small' | 'large', number[]> = { small: [], large: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      times.large.push(...(await openSome(large, many)));
      times.small.push(...(await openSome(small, few)));
    }
    const result = lessIsBetter({
      name: `open a session among ${many.toLocaleString('en')} events`,
      unit: 'ms',
      ours: median(times.large),
      limit: median(times.small),
      against: `among ${few.toLocaleString('en')} events`,
      aim: 'the same: about 1',
      detail: `${PER_SESSION} events each, ${ROUNDS * OPENED} sessions at random; p99 ${p99(times.large)} ms, ${p99(times.small)} ms`,
    });
    return [result];
  } finally {
    for (const pool of pools) await pool.end();
  }
};

const p99 = (times: readonly number[]): string => quantile(times, 0.99).toFixed(1);

const filledIndex = async (pool: Pool, events: number): Promise<StreamIndex> => {
  const schema = fresh('opening').replaceAll('-', '_');
  const index = createPostgresStreamIndex({ pool, schema });
  await index.checkpoint(0);
  await pool.query(
    `insert into "${schema}".stream_event
     select 'bench/intercom/c' || (n % ($1::int / ${PER_SESSION})), n / ($1::int / ${PER_SESSION}) + 1,
            md5(n::text), 'CustomerMessageRecorded', 1789632000000 + n, 'conversation-events', 0, n,
            1789632000000 + n, '{"ce_id":"' || repeat(md5(n::text), 18) || '"}',
            convert_to(repeat('x', 300), 'UTF8')
       from generate_series(0, $1::int - 1) as n`,
    [events],
  );
  await pool.query(`analyze "${schema}".stream_event`);
  return index;
};

const openSome = async (index: StreamIndex, events: number): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let nth = 0; nth < OPENED; nth += 1) {
    const session = Math.floor(Math.random() * (events / PER_SESSION));
    const startedAt = performance.now();
    const found = await countOf(index, keyOf(session));
    times.push(performance.now() - startedAt);
    if (found !== PER_SESSION) throw new Error(`session ${session} has ${found} events`);
  }
  return times;
};

const keyOf = (session: number): PartitionKey =>
  partitionKey({ workspace: 'bench', vendor: 'intercom', conversation: `c${session}` });

const countOf = async (index: StreamIndex, key: PartitionKey): Promise<number> => {
  let count = 0;
  for await (const record of index.readStream(key)) count += record.seq > 0 ? 1 : 0;
  return count;
};
