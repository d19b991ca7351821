import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { KafkaMessage } from 'kafkajs';
import { createPostgresStreamIndex } from '@deskstream/adapter-stores-postgres';
import { startStreamIndex } from '@deskstream/app-orchestrator';
import { noLogger } from '@deskstream/kernel';
import { createPool } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import { bareKafka } from './bare-kafka';
import type { BenchContext } from './context';
import { fresh, until } from './context';
import type { FilledLog } from './filled-log';
import { eventsTopic, fillLog } from './filled-log';
import { PARTITIONS } from './installation';
import type { BenchResult } from './result';
import { median, moreIsBetter } from './result';

const ROUNDS = 3;

/** The stream index written anew from the log, against reading the log and COPY of its rows. */
export const rebuildBench = async (context: BenchContext): Promise<readonly BenchResult[]> => {
  const filled = await fillLog(context, context.quick ? 6_000 : 90_000);
  try {
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await oursOnce(context, filled));
      bare.push(await bareOnce(context, filled));
    }
    const result = moreIsBetter({
      name: 'rebuild the stream index',
      unit: 'events/s',
      ours: median(ours),
      limit: median(bare),
      against: 'a kafkajs consumer, then COPY of the same rows into the same table',
      aim: '≥ 0.5',
      detail: `${filled.events} events, ${PARTITIONS} lanes, median of ${ROUNDS}`,
    });
    return [result];
  } finally {
    await filled.close();
  }
};

/** A new index: what `rebuild` finds after its reset. The service is up before the clock starts. */
const oursOnce = async (
  { databaseUrl }: BenchContext,
  { log, events }: FilledLog,
): Promise<number> => {
  const pool = createPool({ url: databaseUrl });
  const schema = fresh('rebuild').replaceAll('-', '_');
  const index = createPostgresStreamIndex({ pool, schema });
  await index.checkpoint(0);
  let indexed = 0;
  const startedAt = performance.now();
  const onIndexed = (rows: readonly unknown[]) => {
    indexed += rows.length;
  };
  const service = await startStreamIndex({ log, index, logger: noLogger, onIndexed });
  await until('the index rebuilt', () => indexed >= events, { limitMs: 300_000 });
  const seconds = (performance.now() - startedAt) / 1_000;
  await service.stop();
  await pool.query(`drop schema "${schema}" cascade`);
  await pool.end();
  return events / seconds;
};

type Consumed = KafkaMessage & { readonly partition: number };

const bareOnce = async (context: BenchContext, filled: FilledLog): Promise<number> => {
  const schema = fresh('copy').replaceAll('-', '_');
  const pool = createPool({ url: context.databaseUrl });
  await createPostgresStreamIndex({ pool, schema }).checkpoint(0);
  const startedAt = performance.now();
  const { consumed, consumer } = await consume(context, filled);
  await copy(pool, schema, consumed);
  const seconds = (performance.now() - startedAt) / 1_000;
  await consumer.disconnect();
  await pool.query(`drop schema "${schema}" cascade`);
  await pool.end();
  return filled.events / seconds;
};

const consume = async ({ brokers }: BenchContext, filled: FilledLog) => {
  const consumed: Consumed[] = [];
  const consumer = bareKafka(brokers).consumer({ groupId: fresh('bare-rebuild') });
  await consumer.connect();
  await consumer.subscribe({ topic: eventsTopic(filled), fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: PARTITIONS,
    eachBatch: ({ batch: { messages, partition } }) => {
      for (const message of messages) consumed.push({ ...message, partition });
      return Promise.resolve();
    },
  });
  await until('all consumed', () => consumed.length >= filled.events, { limitMs: 300_000 });
  return { consumed, consumer };
};

const copy = async (pool: Pool, schema: string, consumed: readonly Consumed[]): Promise<void> => {
  const client = await pool.connect();
  try {
    await pipeline(
      Readable.from(chunksOf(consumed)),
      client.query(copyFrom(`copy "${schema}".stream_event from stdin`)),
    );
  } finally {
    client.release();
  }
};

function* chunksOf(consumed: readonly Consumed[]): Generator<string> {
  for (let from = 0; from < consumed.length; from += 500)
    yield consumed
      .slice(from, from + 500)
      .map(lineOf)
      .join('');
}

const lineOf = ({ key, headers = {}, value, partition, offset, timestamp }: Consumed): string => {
  const plain = Object.fromEntries(
    Object.entries(headers).map(([name, header]) => [name, String(header)]),
  );
  const fields = [
    ...[String(key), plain['ce_seq'], plain['ce_id'], plain['ce_type']],
    ...[String(Date.parse(plain['ce_time'] ?? '')), 'conversation-events', String(partition)],
    ...[offset, timestamp, JSON.stringify(plain).replaceAll('\\', '\\\\')],
    `\\\\x${(value ?? Buffer.alloc(0)).toString('hex')}`,
  ];
  return `${fields.join('\t')}\n`;
};
