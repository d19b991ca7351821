import type { WireAborted, WireMessage } from './kafkajs';

/**
 * The committed records of one fetched page of one partition, without control records.
 *
 * kafkajs' own filter admits one aborted transaction per record and in the order the broker lists
 * them, which is the order in which they *ended*; so of two overlapping aborted transactions one comes
 * through. It also takes any key of four zero bytes for an abort marker. Here: ranges in order of
 * their first offset, every range that has begun is in force, and only a control record ends one.
 */
export const committedOnly = (
  messages: readonly WireMessage[],
  aborted: readonly WireAborted[] | null,
): WireMessage[] => {
  const ranges = [...(aborted ?? [])].sort((a, b) => Number(a.firstOffset) - Number(b.firstOffset));
  const aborting = new Set<string>();
  let next = 0;
  return messages.filter((message) => {
    for (let range = ranges[next]; range && begun(range, message); range = ranges[next]) {
      aborting.add(range.producerId);
      next += 1;
    }
    const { producerId, inTransaction } = message.batchContext;
    if (message.isControlRecord) aborting.delete(producerId);
    return !message.isControlRecord && !(inTransaction && aborting.has(producerId));
  });
};

const begun = (range: WireAborted, message: WireMessage): boolean =>
  Number(range.firstOffset) <= Number(message.offset);
