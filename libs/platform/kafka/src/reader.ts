import type { KafkaConnection } from './connection';
import type { Broker, WireMessage, WirePartition } from './kafkajs';
import { committedOnly } from './read-committed';

export interface PartitionRequest {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
}

export interface FetchedRecord {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Uint8Array | null;
}

export interface FetchedPage {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly FetchedRecord[];
  /** Where to go on: after records that were aborted or control records too. */
  readonly next: number;
  /** End of what is committed, when the broker answered. */
  readonly end: number;
  /** There is more, but other partitions filled the answer, or compaction left an empty batch. */
  readonly starved: boolean;
}

export interface FetchOptions {
  /** How long the broker may wait for the first byte. */
  readonly maxWaitMs: number;
}

/** One fetch of several partitions that have one leader. */
export const fetchPages = async (
  broker: Broker,
  requests: readonly PartitionRequest[],
  { maxWaitMs }: FetchOptions,
): Promise<readonly FetchedPage[]> => {
  const from = new Map(requests.map((request) => [placeOf(request), request.from]));
  const { responses } = await broker.fetch({
    isolationLevel: 1,
    maxWaitTime: maxWaitMs,
    minBytes: 1,
    maxBytes: 8 * MEGABYTE,
    topics: requests.map(({ topic, partition, from: fetchOffset }) => ({
      topic,
      partitions: [{ partition, fetchOffset: String(fetchOffset), maxBytes: MEGABYTE }],
    })),
  });
  const alone = requests.length === 1;
  return responses.flatMap(({ topicName: topic, partitions }) =>
    partitions.map((found) => {
      const start = from.get(placeOf({ topic, partition: found.partition })) ?? 0;
      return pageOf(topic, found, { from: start, alone });
    }),
  );
};

/** Committed records of one partition in `[from, to)`, without a group. Ends early at the log's end. */
export async function* readPartition(
  connection: KafkaConnection,
  range: {
    readonly topic: string;
    readonly partition: number;
    readonly from: number;
    readonly to: number;
  },
): AsyncGenerator<FetchedRecord> {
  const { topic, partition, to } = range;
  for (let from = range.from; from < to;) {
    const [page] = await connection.retrying(
      `read ${topic}[${partition}] from ${from}`,
      async () => {
        const { broker } = await connection.leaderOf(topic, partition);
        return fetchPages(broker, [{ topic, partition, from }], { maxWaitMs: 10 });
      },
      READ_TIMEOUT_MS,
    );
    if (!page) return;
    for (const record of page.records) if (record.offset < to) yield record;
    if (page.next === from) return;
    from = page.next;
  }
}

const MEGABYTE = 1_048_576;
const READ_TIMEOUT_MS = 10_000;

const placeOf = ({ topic, partition }: { topic: string; partition: number }): string =>
  `${topic} ${partition}`;

const pageOf = (
  topic: string,
  found: WirePartition,
  { from, alone }: { from: number; alone: boolean },
): FetchedPage => {
  const end = Number(found.lastStableOffset);
  const last = found.messages.at(-1);
  const empty = last === undefined && from < end;
  return {
    topic,
    partition: found.partition,
    records: committedOnly(found.messages, found.abortedTransactions)
      .filter(({ offset }) => Number(offset) >= from)
      .map(recordOf),
    next: last ? Math.max(from, afterBatchOf(last)) : from + (empty && alone ? 1 : 0),
    end,
    starved: empty && !alone,
  };
};

/**
 * A compacted batch keeps its last offset although that record is gone. It may hold no record at all:
 * then kafkajs shows nothing of it, and a fetch of this partition alone steps over one offset at a
 * time (alone, the broker always answers with the batch at the position, if there is one).
 */
const afterBatchOf = ({ batchContext }: WireMessage): number =>
  Number(batchContext.firstOffset) + batchContext.lastOffsetDelta + 1;

const recordOf = (message: WireMessage): FetchedRecord => ({
  offset: Number(message.offset),
  timestamp: Number(message.timestamp),
  key: message.key?.toString('utf8') ?? '',
  headers: Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, textOf(value)]),
  ),
  value: message.value && new Uint8Array(message.value),
});

const textOf = (value: Buffer | readonly Buffer[]): string =>
  (Array.isArray(value) ? (value.at(-1) as Buffer) : (value as Buffer)).toString('utf8');
