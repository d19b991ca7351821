import Fastify from 'fastify';
import { partitionOf } from '@deskstream/kernel';
import { bareKafka } from './bare-kafka';

/**
 * The limit of accepting webhooks: bare Fastify, raw body, a batch of up to 200 records or 5 ms per
 * kafkajs send, 200 after the ack. No signature, no parsing, no headers, no metrics.
 * Usage: bare-accept <brokers> <topic> <partitions> <port>
 */
const [brokers = '', topic = '', partitions = '4', port = '0'] = process.argv.slice(2);
const producer = bareKafka(brokers.split(',')).producer({
  idempotent: true,
  maxInFlightRequests: 1,
});
await producer.connect();

interface Waiting {
  readonly value: Buffer;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}
const queue: Waiting[] = [];
let sending = false;
let serial = 0;

const flush = async (): Promise<void> => {
  if (sending || queue.length === 0) return;
  sending = true;
  const batch = queue.splice(0, 200);
  const messages = batch.map(({ value }) => {
    const key = `k${(serial += 1) % 997}`;
    return { key, value, partition: partitionOf(key, Number(partitions)) };
  });
  try {
    await producer.send({ topic, acks: -1, messages });
    batch.forEach(({ resolve }) => resolve());
  } catch (error) {
    batch.forEach(({ reject }) => reject(error));
  }
  sending = false;
  setImmediate(() => void flush());
};

const publish = (value: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    queue.push({ value, resolve, reject });
    if (queue.length >= 200) void flush();
    else setTimeout(() => void flush(), 5);
  });

const app = Fastify();
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
app.post('/webhooks/*', async (request) => {
  await publish(request.body as Buffer);
  return { ok: true };
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
process.stdout.write('ready\n');
