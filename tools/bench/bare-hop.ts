import { bareKafka, createBareTopic } from './bare-kafka';
import { fresh, until } from './context';

/** One record at a time from a kafkajs producer to a kafkajs consumer. */
export interface BareHop {
  /** Milliseconds from `send` to the consumer's handler. */
  once(): Promise<number>;
  stop(): Promise<void>;
}

export const startBareHop = async (brokers: readonly string[]): Promise<BareHop> => {
  const topic = fresh('hop');
  await createBareTopic(brokers, topic, 1);
  const kafka = bareKafka(brokers);
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const consumer = kafka.consumer({ groupId: topic });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let seen = 0;
  let seenAt = 0;
  await consumer.run({
    eachMessage: () => {
      seen += 1;
      seenAt = performance.now();
      return Promise.resolve();
    },
  });
  let sent = 0;
  return {
    once: async () => {
      const sentAt = performance.now();
      sent += 1;
      await producer.send({ topic, acks: -1, messages: [{ key: 'k', value: 'x'.repeat(600) }] });
      await until('a bare hop', () => seen >= sent, { limitMs: 30_000, everyMs: 1 });
      return seenAt - sentAt;
    },
    stop: async () => {
      await consumer.disconnect();
      await producer.disconnect();
    },
  };
};
