import { CompressionTypes, Kafka, logLevel } from 'kafkajs';

/** kafkajs with nothing around it, set up as well as it can be: the limits our adapter is held against. */
export const bareKafka = (brokers: readonly string[]) =>
  new Kafka({ clientId: 'bare', brokers: [...brokers], logLevel: logLevel.NOTHING });

export const createBareTopic = async (
  brokers: readonly string[],
  topic: string,
  partitions: number,
): Promise<void> => {
  const admin = bareKafka(brokers).admin();
  await admin.connect();
  await admin.createTopics({
    topics: [{ topic, numPartitions: partitions, replicationFactor: 1 }],
  });
  await admin.disconnect();
};

export interface BareRecord {
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Record<string, string>;
}

export const fillBare = async (
  brokers: readonly string[],
  topic: string,
  records: readonly BareRecord[],
): Promise<void> => {
  const producer = bareKafka(brokers).producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  for (let from = 0; from < records.length; from += 500)
    await producer.send({
      topic,
      acks: -1,
      compression: CompressionTypes.None,
      messages: records.slice(from, from + 500).map((record) => ({ ...record })),
    });
  await producer.disconnect();
};

/** Records per second of consume → append `fanOut` records each → commit, one transaction per batch of 200. */
export const bareTransactions = async (request: {
  readonly brokers: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly records: number;
  readonly fanOut: number;
  readonly value: Buffer;
  readonly headers: Record<string, string>;
  readonly partitions: number;
}): Promise<number> => {
  const kafka = bareKafka(request.brokers);
  const groupId = `bare-${request.from}`;
  const producers = await Promise.all(
    Array.from({ length: request.partitions }, async (_, partition) => {
      const producer = kafka.producer({
        idempotent: true,
        maxInFlightRequests: 1,
        transactionalId: `${groupId}-${partition}`,
        retry: { initialRetryTime: 5, factor: 0, multiplier: 1, maxRetryTime: 20, retries: 1_000 },
      });
      await producer.connect();
      return producer;
    }),
  );
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topic: request.from, fromBeginning: true });
  let done = 0;
  let startedAt = 0;
  const finished = new Promise<number>((resolve, reject) => {
    consumer
      .run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: request.partitions,
        eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
          startedAt ||= performance.now();
          const producer = producers[batch.partition];
          if (!producer) return;
          for (let from = 0; from < batch.messages.length; from += 200) {
            const messages = batch.messages.slice(from, from + 200);
            const last = messages.at(-1);
            if (!last) break;
            const transaction = await producer.transaction();
            await transaction.send({
              topic: request.to,
              messages: messages.flatMap(({ key }) =>
                Array.from({ length: request.fanOut }, () => ({
                  key,
                  value: request.value,
                  headers: request.headers,
                  partition: batch.partition,
                })),
              ),
            });
            const offset = String(Number(last.offset) + 1);
            await transaction.sendOffsets({
              consumerGroupId: groupId,
              topics: [
                { topic: request.from, partitions: [{ partition: batch.partition, offset }] },
              ],
            });
            await transaction.commit();
            resolveOffset(last.offset);
            await heartbeat();
            done += messages.length;
            if (done >= request.records)
              resolve((done * request.fanOut * 1_000) / (performance.now() - startedAt));
          }
        },
      })
      .catch(reject);
  });
  const rate = await finished;
  await consumer.disconnect();
  await Promise.all(producers.map((producer) => producer.disconnect()));
  return rate;
};
