import type { KafkaConnection } from './connection';
import type { ProducerIdentity } from './kafkajs';
import { encodeProduce } from './wire/produce-request';
import type { BatchRecord } from './wire/record-batch';
import { sendProduce } from './wire/send-produce';

export interface PlacedDraft {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Uint8Array | null;
}

/** Drafts of one partition that fit into one record batch, with their places in the whole. */
export interface Chunk {
  readonly topic: string;
  readonly partition: number;
  readonly indexes: readonly number[];
  readonly records: readonly BatchRecord[];
}

/** Next sequence number per partition, as idempotent producers must count. */
export type Sequences = Map<string, number>;

/** The broker takes one record batch per partition and request, of 1 MiB at most by default. */
export const MAX_BATCH_BYTES = 1_000_000;

export const placeOf = (at: { readonly topic: string; readonly partition: number }): string =>
  `${at.topic} ${at.partition}`;

export const sizeOf = ({ key, headers, value }: Omit<PlacedDraft, 'partition'>): number =>
  Object.entries(headers).reduce(
    (size, [name, text]) => size + name.length + text.length * 2 + 8,
    key.length * 3 + (value?.byteLength ?? 0) + 32,
  );

/** Requests to be sent one after the other: in each, at most one batch per partition, in order. */
export const roundsOf = (drafts: readonly PlacedDraft[]): readonly (readonly Chunk[])[] => {
  const rounds: Chunk[][] = [];
  for (const indexes of byPartition(drafts).values())
    chunksOf(drafts, indexes).forEach((chunk, round) => {
      rounds[round] = [...(rounds[round] ?? []), chunk];
    });
  return rounds;
};

export interface ProduceAs {
  readonly identity: ProducerIdentity;
  readonly sequences: Sequences;
  readonly transactionalId?: string;
  readonly timeoutMs: number;
}

/** Sends one round; the base offset of each chunk. Sequences move on only when all went well. */
export const produceRound = async (
  connection: KafkaConnection,
  chunks: readonly Chunk[],
  { identity, sequences, transactionalId, timeoutMs }: ProduceAs,
): Promise<ReadonlyMap<Chunk, number>> => {
  const offsets = new Map<Chunk, number>();
  const leaders = await byLeader(connection, chunks);
  const timestamp = Date.now();
  await Promise.all(
    [...leaders.values()].map(async ({ broker, chunks: own }) => {
      const batches = own.map((chunk) => ({
        ...chunk,
        ...identity,
        timestamp,
        sequence: sequences.get(placeOf(chunk)) ?? 0,
        transactional: transactionalId !== undefined,
      }));
      const body = encodeProduce({ transactionalId, timeoutMs, batches });
      const { topics } = await sendProduce(broker, body);
      const bases = new Map(
        topics.flatMap(({ topicName: topic, partitions }) =>
          partitions.map(({ partition, baseOffset }) => [
            placeOf({ topic, partition }),
            Number(baseOffset),
          ]),
        ),
      );
      for (const chunk of own) offsets.set(chunk, bases.get(placeOf(chunk)) ?? -1);
    }),
  );
  for (const chunk of chunks) advance(sequences, chunk);
  return offsets;
};

const SEQUENCE_LIMIT = 2 ** 31;

const advance = (sequences: Sequences, chunk: Chunk): void => {
  const place = placeOf(chunk);
  sequences.set(place, ((sequences.get(place) ?? 0) + chunk.records.length) % SEQUENCE_LIMIT);
};

const byPartition = (drafts: readonly PlacedDraft[]): Map<string, number[]> => {
  const places = new Map<string, number[]>();
  drafts.forEach((draft, index) => {
    const place = placeOf(draft);
    const indexes = places.get(place);
    if (indexes) indexes.push(index);
    else places.set(place, [index]);
  });
  return places;
};

const chunksOf = (drafts: readonly PlacedDraft[], indexes: readonly number[]): readonly Chunk[] => {
  const groups: number[][] = [];
  let size = Infinity;
  for (const index of indexes) {
    const bytes = sizeOf(drafts[index] as PlacedDraft);
    if (size + bytes > MAX_BATCH_BYTES) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(index);
    size += bytes;
  }
  return groups.map((group) => chunkOf(drafts, group));
};

const chunkOf = (drafts: readonly PlacedDraft[], indexes: readonly number[]): Chunk => {
  const { topic, partition } = drafts[indexes[0] as number] as PlacedDraft;
  const records = indexes.map((index) => recordOf(drafts[index] as PlacedDraft));
  return { topic, partition, indexes, records };
};

const recordOf = ({ key, headers, value }: PlacedDraft): BatchRecord => ({
  key: Buffer.from(key, 'utf8'),
  headers,
  value: value && Buffer.from(value.buffer, value.byteOffset, value.byteLength),
});

const byLeader = async (connection: KafkaConnection, chunks: readonly Chunk[]) => {
  type Leader = Awaited<ReturnType<KafkaConnection['leaderOf']>>;
  const leaders = new Map<number, { broker: Leader['broker']; chunks: Chunk[] }>();
  for (const chunk of chunks) {
    const { node, broker } = await connection.leaderOf(chunk.topic, chunk.partition);
    const leader = leaders.get(node) ?? { broker, chunks: [] };
    leader.chunks.push(chunk);
    leaders.set(node, leader);
  }
  return leaders;
};
