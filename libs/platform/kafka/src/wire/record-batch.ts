import { crc32c } from './crc32c';
import { Writer, sizeOfVarint } from './writer';

export interface BatchRecord {
  readonly key: Buffer;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

export interface RecordBatch {
  readonly records: readonly BatchRecord[];
  /** Milliseconds since 1970, of all records. */
  readonly timestamp: number;
  /** As decimal digits. */
  readonly producerId: string;
  readonly producerEpoch: number;
  /** Of the first record. */
  readonly sequence: number;
  readonly transactional: boolean;
}

/** Attributes, offsets, producer: what stands before the records. */
const HEADER_BYTES = 61;
const MAGIC = 2;
const IN_TRANSACTION = 16;
const CRC_AT = 17;
const CRC_FROM = 21;

/**
 * A record batch of the log format 2, uncompressed (Kafka's `DefaultRecordBatch`). kafkajs makes the
 * same bytes in many small buffers, which cost more than all else that accepting a webhook takes.
 */
export const encodeRecordBatch = (batch: RecordBatch): Buffer => {
  const { records } = batch;
  const sizes = records.map(bodyBytesOf);
  const length = sizes.reduce((sum, size) => sum + sizeOfVarint(size) + size, HEADER_BYTES);
  const writer = new Writer(Buffer.allocUnsafe(length));
  writeHeader(writer, batch, length);
  records.forEach((record, index) => writeRecord(writer, record, index, sizes[index] as number));
  const { bytes } = writer;
  bytes.writeUInt32BE(crc32c(bytes, CRC_FROM), CRC_AT);
  return bytes;
};

const writeHeader = (writer: Writer, batch: RecordBatch, length: number): void => {
  const timestamp = BigInt(batch.timestamp);
  writer.int64(0n); // base offset: the broker sets it
  writer.int32(length - 12);
  writer.int32(0); // leader epoch
  writer.int8(MAGIC);
  writer.int32(0); // checksum, written last
  writer.int16(batch.transactional ? IN_TRANSACTION : 0);
  writer.int32(batch.records.length - 1);
  writer.int64(timestamp);
  writer.int64(timestamp);
  writer.int64(BigInt(batch.producerId));
  writer.int16(batch.producerEpoch);
  writer.int32(batch.sequence);
  writer.int32(batch.records.length);
};

const writeRecord = (
  writer: Writer,
  { key, value, headers }: BatchRecord,
  index: number,
  size: number,
): void => {
  writer.varint(size);
  writer.int8(0); // attributes: none are defined
  writer.varint(0); // later than the batch by
  writer.varint(index);
  writer.varint(key.length);
  writer.copy(key);
  writer.varint(value === null ? -1 : value.length);
  if (value !== null) writer.copy(value);
  const names = Object.keys(headers);
  writer.varint(names.length);
  for (const name of names) {
    writeText(writer, name);
    writeText(writer, headers[name] as string);
  }
};

const writeText = (writer: Writer, text: string): void => {
  writer.varint(Buffer.byteLength(text));
  writer.text(text);
};

const bodyBytesOf = ({ key, value, headers }: BatchRecord, index: number): number => {
  const names = Object.keys(headers);
  let size = 2 + sizeOfVarint(index) + sizedBytes(key.length) + sizeOfVarint(names.length);
  size += value === null ? 1 : sizedBytes(value.length);
  for (const name of names)
    size +=
      sizedBytes(Buffer.byteLength(name)) + sizedBytes(Buffer.byteLength(headers[name] as string));
  return size;
};

const sizedBytes = (length: number): number => sizeOfVarint(length) + length;
