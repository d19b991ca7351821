import stock from 'kafkajs/src/protocol/requests/produce/index.js';
import { crc32c } from './crc32c';
import { encodeProduce } from './produce-request';
import type { PlacedBatch } from './produce-request';
import type { BatchRecord } from './record-batch';

const T = 1_790_000_000_123;

/** What kafkajs sends for the same. */
const byKafkajs = async (
  batches: readonly PlacedBatch[],
  transactionalId: string | undefined,
): Promise<Buffer> => {
  const [first] = batches;
  const { request } = stock.protocol({ version: 7 })({
    ...{ acks: -1, timeout: 1_750, transactionalId },
    producerId: first?.producerId,
    producerEpoch: first?.producerEpoch,
    topicData: [...Map.groupBy(batches, ({ topic }) => topic)].map(([topic, own]) => ({
      topic,
      partitions: own.map(({ partition, sequence, records }) => ({
        partition,
        firstSequence: sequence,
        messages: records.map((record) => ({ ...record, timestamp: T })),
      })),
    })),
  });
  return (await request.encode()).buffer;
};

const record = (key: string, value: Buffer | null, headers = {}): BatchRecord => ({
  key: Buffer.from(key),
  value,
  headers,
});

const batch = (topic: string, partition: number, records: readonly BatchRecord[]): PlacedBatch => ({
  ...{ topic, partition, records, timestamp: T, producerId: '9007199254740993' },
  ...{ producerEpoch: 7, sequence: 2_147_483_600, transactional: false },
});

const MANY = Array.from({ length: 300 }, (_, n) =>
  record(`acme/intercom/${n}`, Buffer.alloc(n * 37, n), { ce_id: `wh_${n}`, at: 'x'.repeat(n) }),
);

describe('a produce request', () => {
  it.each<[string, readonly PlacedBatch[]]>([
    ['one record', [batch('in', 0, [record('k', Buffer.from('v'))])]],
    ['no value, no key, no headers', [batch('in', 3, [record('', null)])]],
    [
      'text of all sizes',
      [batch('thème', 1, [record('schlüssel 🚀', Buffer.from('{}'), { é: '', leer: 'ü🚀' })])],
    ],
    ['many records of many sizes', [batch('in', 0, MANY)]],
    [
      'several topics and partitions',
      [batch('a', 0, MANY.slice(0, 2)), batch('b', 1, MANY), batch('a', 5, MANY.slice(7, 9))],
    ],
    ['a large value', [batch('in', 0, [record('k', Buffer.alloc(900_000, 'ab'))])]],
  ])('given %s it is what kafkajs writes, byte for byte', async (_, batches) => {
    const ours = encodeProduce({ transactionalId: undefined, timeoutMs: 1_750, batches });
    expect(ours.equals(await byKafkajs(batches, undefined))).toBe(true);
  });

  it('given a transaction it is what kafkajs writes, too', async () => {
    const batches = [{ ...batch('out', 2, MANY), transactional: true }];
    const ours = encodeProduce({ transactionalId: 'lane.1', timeoutMs: 1_750, batches });
    expect(ours.equals(await byKafkajs(batches, 'lane.1'))).toBe(true);
  });
});

describe('CRC-32C', () => {
  it.each([
    ['', 0],
    ['a', 0xc1d04330],
    ['123456789', 0xe3069283],
    ['The quick brown fox jumps over the lazy dog', 0x22620404],
  ])('of "%s" is the published one', (text, sum) => {
    expect(crc32c(Buffer.from(text))).toBe(sum);
    expect(crc32c(Buffer.from(`---${text}`), 3)).toBe(sum);
  });
});
