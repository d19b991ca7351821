import type { RecordBatch } from './record-batch';
import { encodeRecordBatch } from './record-batch';
import { Writer } from './writer';

export interface ProduceRequest {
  readonly transactionalId: string | undefined;
  /** How long the broker may wait for its replicas, in milliseconds. All of them: acks are -1. */
  readonly timeoutMs: number;
  readonly batches: readonly PlacedBatch[];
}

export interface PlacedBatch extends RecordBatch {
  readonly topic: string;
  readonly partition: number;
}

/** The body of a Produce request, version 3 to 8. */
export const encodeProduce = ({ transactionalId, timeoutMs, batches }: ProduceRequest): Buffer => {
  const topics = [...byTopic(batches)].map(([topic, own]) => ({
    topic,
    partitions: own.map((batch) => ({ ...batch, bytes: encodeRecordBatch(batch) })),
  }));
  const writer = new Writer(Buffer.allocUnsafe(sizeOf(transactionalId, topics)));
  writeString(writer, transactionalId);
  writer.int16(-1);
  writer.int32(timeoutMs);
  writer.int32(topics.length);
  for (const { topic, partitions } of topics) {
    writeString(writer, topic);
    writer.int32(partitions.length);
    for (const { partition, bytes } of partitions) {
      writer.int32(partition);
      writer.int32(bytes.length);
      writer.copy(bytes);
    }
  }
  return writer.bytes;
};

interface EncodedTopic {
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number; readonly bytes: Buffer }[];
}

const byTopic = (batches: readonly PlacedBatch[]): ReadonlyMap<string, readonly PlacedBatch[]> =>
  Map.groupBy(batches, ({ topic }) => topic);

const FIXED = 2 + 4 + 4;

const sizeOf = (transactionalId: string | undefined, topics: readonly EncodedTopic[]): number =>
  topics.reduce(
    (size, { topic, partitions }) =>
      partitions.reduce(
        (sum, { bytes }) => sum + 8 + bytes.length,
        size + 2 + Buffer.byteLength(topic) + 4,
      ),
    FIXED + 2 + Buffer.byteLength(transactionalId ?? ''),
  );

const writeString = (writer: Writer, text: string | undefined): void => {
  writer.int16(text === undefined ? -1 : Buffer.byteLength(text));
  if (text !== undefined) writer.text(text);
};
