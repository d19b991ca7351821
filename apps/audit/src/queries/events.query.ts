import type { EventEnvelope } from '@deskstream/contracts';
import { applyRecord, decodeEvent, emptyHead, stateHash } from '@deskstream/contracts';
import type { Conversation, RecordedEvent } from '@deskstream/conversation-domain';
import type { StreamIndex } from '@deskstream/port-stream-index';

/** One event with its envelope and its place in the log. */
export interface StoredEvent {
  readonly seq: number;
  readonly envelope: EventEnvelope;
  readonly event: RecordedEvent;
  readonly partition: number;
  readonly offset: number;
}

export async function* eventsOf(
  index: StreamIndex,
  key: string,
  fromSeq = 1,
): AsyncIterable<StoredEvent> {
  for await (const { seq, record } of index.readStream(key, fromSeq)) {
    const decoded = decodeEvent(record);
    const { partition, offset } = record;
    if (decoded.ok) yield { seq, ...decoded.value, partition, offset };
  }
}

/** The state after an event, proven on the way there. */
export interface Proof {
  readonly seq: number;
  readonly state: Conversation;
  readonly stateHash: string;
  /** `null`: `seq` gapless, hash chain whole, every recorded state equal to its fold. */
  readonly broken: string | null;
}

export const foldTo = async (index: StreamIndex, key: string, asOf: number): Promise<Proof> => {
  let head = emptyHead();
  let broken: string | null = null;
  for await (const { seq, record } of index.readStream(key)) {
    if (seq > asOf) break;
    const applied = applyRecord(head, record);
    if (applied.ok) {
      head = applied.value.head;
      continue;
    }
    broken = applied.because;
    break;
  }
  return { seq: head.seq, state: head.state, stateHash: stateHash(head.state), broken };
};
