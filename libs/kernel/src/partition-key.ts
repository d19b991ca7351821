/** Names one conversation everywhere: key of all three topics, `ce_subject`, stream id. */
export type PartitionKey = string;

export interface ConversationRef {
  readonly workspace: string;
  readonly vendor: string;
  readonly conversation: string;
}

/** `workspace/vendor/conversation`; each part is percent-encoded, so a slash in an id is safe. */
export const partitionKey = (ref: ConversationRef): PartitionKey =>
  [ref.workspace, ref.vendor, ref.conversation].map(encodeURIComponent).join('/');

/** Inverse of {@link partitionKey}; `null` when the text is not such a key. */
export const parsePartitionKey = (key: PartitionKey): ConversationRef | null => {
  const parts = key.split('/');
  if (parts.length !== 3 || parts.some((part) => part === '')) return null;
  const [workspace, vendor, conversation] = parts.map(decodeURIComponent) as [
    string,
    string,
    string,
  ];
  return { workspace, vendor, conversation };
};

/**
 * Kafka's default partitioner (murmur2, seed 0x9747b28c, positive part modulo count), owned here so
 * that every adapter places a key alike. Adding partitions re-homes keys: the count is fixed when a
 * topic is created.
 */
export const partitionOf = (key: PartitionKey, partitions: number): number =>
  (murmur2(UTF8.encode(key)) & 0x7fffffff) % partitions;

const UTF8 = new TextEncoder();

const M = 0x5bd1e995;

export const murmur2 = (data: Uint8Array): number => {
  const length = data.length;
  let h = 0x9747b28c ^ length;
  const words = length >> 2;
  const view = new DataView(data.buffer, data.byteOffset, length);
  for (let word = 0; word < words; word += 1) {
    let k = Math.imul(view.getInt32(word * 4, true), M);
    k = Math.imul(k ^ (k >>> 24), M);
    h = Math.imul(h, M) ^ k;
  }
  h = tail(data, words << 2, h);
  h = Math.imul(h ^ (h >>> 13), M);
  return h ^ (h >>> 15);
};

const tail = (data: Uint8Array, from: number, h: number): number => {
  const rest = data.length - from;
  if (rest === 0) return h;
  let k = 0;
  for (let index = rest - 1; index >= 0; index -= 1) k = (k << 8) | (data[from + index] ?? 0);
  return Math.imul(h ^ k, M);
};
