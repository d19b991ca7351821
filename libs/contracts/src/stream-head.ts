import type { Conversation } from '@deskstream/conversation-domain';
import { conversationDecider } from '@deskstream/conversation-domain';
import type { LogRecord } from '@deskstream/port-event-log';
import type { Decoded } from './envelope';
import { GENESIS } from './envelope';
import { contradicts, eventHash } from './hash-chain';
import type { EventRecord } from './records';
import { decodeEvent } from './records';

/** The end of one conversation's stream, folded. */
export interface StreamHead {
  readonly state: Conversation;
  /** `seq` of the last event; 0 before the first. */
  readonly seq: number;
  /** Hash of the last event, or genesis. */
  readonly hash: string;
  /** Ids of the inputs that caused events so far: an input that comes again is ignored. */
  readonly seen: Set<string>;
}

export const emptyHead = (): StreamHead => ({
  state: conversationDecider.initialState,
  seq: 0,
  hash: GENESIS,
  seen: new Set(),
});

/**
 * Applies the next stored event. Fails, naming the break, when `seq` has a gap, the hash chain is
 * broken, or the recorded state differs from the fold: a fork, a lost event or a changed fold.
 * Mutates and reuses `head.seen`.
 */
export const applyRecord = (
  head: StreamHead,
  record: Pick<LogRecord, 'headers' | 'key' | 'value'>,
): Decoded<{ head: StreamHead; event: EventRecord }> => {
  const decoded = decodeEvent(record);
  if (!decoded.ok) return decoded;
  const { envelope, event } = decoded.value;
  if (envelope.seq !== head.seq + 1)
    return broken(`seq ${envelope.seq} follows ${head.seq}`, envelope.id);
  if (envelope.prevHash !== head.hash)
    return broken(
      `prevHash of seq ${envelope.seq} is not the hash of the event before`,
      envelope.id,
    );
  const state = conversationDecider.evolve(head.state, event);
  if (contradicts(envelope.stateHash, state))
    return broken(`the fold differs from the state recorded at seq ${envelope.seq}`, envelope.id);
  head.seen.add(envelope.causationId);
  const next = {
    state,
    seq: envelope.seq,
    hash: eventHash(envelope, record.value ?? new Uint8Array()),
    seen: head.seen,
  };
  return { ok: true, value: { head: next, event: decoded.value } };
};

const broken = (what: string, id: string): { ok: false; because: string } => ({
  ok: false,
  because: `${what} (event ${id})`,
});
