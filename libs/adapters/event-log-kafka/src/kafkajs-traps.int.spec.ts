import { partitionOf } from '@deskstream/kernel';
import { KafkaConnection, TransactionalProducer, groupPositions } from '@deskstream/platform-kafka';
import { eventually } from '@deskstream/port-event-log/contract';
import { javaOracle, javaPartitions, startKafka } from '@deskstream/testing-harness';
import type { RunningKafka } from '@deskstream/testing-harness';
import { createKafkaEventLog } from './kafka-event-log';
import type { KafkaEventLog } from './kafka-event-log';

describe('what is known of kafkajs, on a real broker', () => {
  let kafka: RunningKafka;
  let connection: KafkaConnection;
  let log: KafkaEventLog;
  let named: (topic: string) => string;

  beforeAll(async () => {
    kafka = await startKafka();
    const brokers = [kafka.brokers];
    named = (topic) => `${kafka.namespace}.${topic}`;
    connection = new KafkaConnection({ brokers, clientId: 'traps' });
    log = createKafkaEventLog({
      brokers,
      namespace: kafka.namespace,
      clientId: 'traps',
      sessionTimeoutMs: SESSION_MS,
    });
    await log.provision([
      { topic: 'in', partitions: 1, cleanup: 'keep' },
      { topic: 'out', partitions: 1, cleanup: 'keep' },
      { topic: 'short', partitions: 1, cleanup: 'keep' },
    ]);
  });

  afterAll(async () => {
    await log.close();
    await connection.close();
    await kafka.stop();
  });

  const step = (text: string, next: number) => ({
    drafts: [
      { topic: named('out'), partition: 0, key: 'k', headers: {}, value: Buffer.from(text) },
    ],
    group: named('traps'),
    topic: named('in'),
    partition: 0,
    next,
  });

  const position = async () =>
    (
      await groupPositions(connection, {
        group: named('traps'),
        topic: named('in'),
        partitions: [0],
      })
    ).get(0);

  it('refuses the former owner of a transactional id, and shows the position to its successor', async () => {
    const former = await TransactionalProducer.open(connection, named('lane'));
    await former.commit(step('former', 1));
    const successor = await TransactionalProducer.open(connection, named('lane'));
    expect(await position()).toBe(1);
    await expect(former.commit(step('zombie', 2))).rejects.toMatchObject({
      code: 'EVENT_LOG.FENCED',
    });
    await successor.commit(step('successor', 2));
    const records = await javaOracle({ brokers: kafka.brokers, topic: named('out') });
    expect(records.map(({ value }) => Buffer.from(value ?? []).toString())).toEqual([
      'former',
      'successor',
    ]);
  });

  // A position is seen once its transaction has its marker; a successor waits for that.
  it('commits small transactions one after the other without the pause of 300 ms', async () => {
    const producer = await TransactionalProducer.open(connection, named('fast'));
    const took: number[] = [];
    for (let next = 3; next < 23; next += 1) {
      const from = process.hrtime.bigint();
      await producer.commit(step(String(next), next));
      took.push(Number(process.hrtime.bigint() - from) / 1e6);
    }
    // With the pause no commit behind another could be quicker; a slow machine slows some of them.
    expect(Math.min(...took.slice(1))).toBeLessThan(250);
    await TransactionalProducer.open(connection, named('fast'));
    expect(await position()).toBe(22);
  });

  it('commits a position alone, without a record', async () => {
    const producer = await TransactionalProducer.open(connection, named('empty'));
    for (let next = 30; next < 50; next += 1)
      await producer.commit({ ...step('', next), drafts: [] });
    await TransactionalProducer.open(connection, named('empty'));
    expect(await position()).toBe(49);
  });

  it('says aloud that a position is not in the log', async () => {
    await log.publish([{ topic: 'short', key: 'k', headers: {}, value: null }]);
    const errors: unknown[] = [];
    const processing = await log.process({
      group: 'lost',
      topic: 'short',
      mode: 'follower',
      openLane: async () => ({ from: 1_000, handle: async () => [] }),
      onLaneError: (error) => errors.push(error),
    });
    await eventually('it was said', () => errors.length > 0);
    await processing.stop();
    expect(errors[0]).toMatchObject({ code: 'EVENT_LOG.OUT_OF_RANGE' });
  });

  it('keeps the members of a group alive while a handler takes longer than a session', async () => {
    const gate = Promise.withResolvers<void>();
    const handled: number[] = [];
    let opened = 0;
    const processing = await log.process({
      group: 'slow',
      topic: 'short',
      openLane: async () => {
        opened += 1;
        return {
          handle: async (batch) => {
            await gate.promise;
            handled.push(batch.length);
            return [];
          },
        };
      },
    });
    await eventually('a lane is open', () => opened > 0);
    await new Promise((resolve) => setTimeout(resolve, 1.5 * SESSION_MS));
    gate.resolve();
    await eventually('it is handled', () => handled.length > 0);
    await processing.stop();
    expect(opened).toBe(1);
    expect((await log.committed('slow', 'short'))[0]?.next).toBeGreaterThan(0);
  });

  it('places every key where the partitioner of Kafka would', async () => {
    const keys = Array.from(
      { length: 1_000 },
      (_, n) => `acme/intercom/${n}${SAMPLES[n % SAMPLES.length]}`,
    );
    for (const count of [3, 12, 64])
      expect(keys.map((key) => partitionOf(key, count))).toEqual(await javaPartitions(keys, count));
  });
});

/** Longer than a loaded machine stalls. */
const SESSION_MS = 4_000;

const SAMPLES = ['', 'é', 'ключ', '客户', '🙂', '%2F', 'a', 'ab', 'abc', '\u0000', 'ﬀ', '👩‍👩‍👧'];
