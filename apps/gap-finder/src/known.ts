import { applyRecord, emptyHead } from '@deskstream/contracts';
import type { Conversation, RecordedEvent } from '@deskstream/conversation-domain';
import type { EpochMs, PartitionKey } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';
import type { StreamIndex } from '@deskstream/port-stream-index';

/** What the log knows of a conversation; it may lag behind a little. */
export interface Known {
  readonly state: Conversation;
  /** Number of its events; 0: never heard of. */
  readonly events: number;
  /** When the last read of the thread that came to an end was asked for (ours); 0: never. */
  readonly readAt: EpochMs;
  readonly failedReads: number;
}

/** Rejects with `GAPS.LOG_BROKEN` when the stream cannot be folded. */
export const readKnown = async (index: StreamIndex, key: PartitionKey): Promise<Known> => {
  const reads: Reads = { asked: new Map(), readAt: 0, failedReads: 0 };
  let head = emptyHead();
  for await (const { record } of index.readStream(key)) {
    const applied = applyRecord(head, record);
    if (!applied.ok)
      throw new InfraError('GAPS.LOG_BROKEN', `${key}: ${applied.because}. Run "verify".`, false);
    head = applied.value.head;
    note(reads, applied.value.event.event);
  }
  const { readAt, failedReads } = reads;
  return { state: head.state, events: head.seq, readAt, failedReads };
};

/** Something is under way that will change what is known; two answers to one message must not be. */
export const isBusy = ({ state }: Known): boolean =>
  [state.run, state.reply, state.suggestion, state.reading, state.handoff].some(
    (each) => each !== null,
  ) || state.timers.answer !== undefined;

interface Reads {
  readonly asked: Map<string, EpochMs>;
  readAt: EpochMs;
  failedReads: number;
}

const note = (reads: Reads, event: RecordedEvent): void => {
  if (event.type === 'ReadRequested') reads.asked.set(event.id, event.at);
  if (event.type === 'ThreadRead' && !event.data.truncated)
    reads.readAt = Math.max(reads.readAt, reads.asked.get(event.data.commandId) ?? 0);
  if (event.type === 'ReadFailed') reads.failedReads += 1;
};
