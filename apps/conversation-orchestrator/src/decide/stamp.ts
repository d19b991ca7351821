import type { ConversationEvent } from '@deskstream/conversation-domain';
import { conversationDecider } from '@deskstream/conversation-domain';
import type { EventEnvelope, InputRecord, StreamHead } from '@deskstream/contracts';
import { encodeData, encodeEvent, eventHash, eventIdOf, stateHash } from '@deskstream/contracts';
import { currentVersion } from '@deskstream/contracts';
import type { Draft, Position } from '@deskstream/port-event-log';

export interface Decided {
  readonly record: InputRecord;
  readonly at: Position;
  readonly events: readonly ConversationEvent[];
  readonly settingsVersion: number;
  readonly traceparent: string | undefined;
}

/**
 * Gives decided events their place in the stream: derived ids, gapless `seq`, hash chain, cause.
 * Everything but the trace context is a function of head and input, so deciding again after a crash
 * gives the same bytes.
 */
export const stamp = (
  head: StreamHead,
  decided: Decided,
): { head: StreamHead; drafts: Draft[] } => {
  const drafts: Draft[] = [];
  let { state, seq, hash } = head;
  decided.events.forEach((event, index) => {
    const id = eventIdOf(decided.record.input.id, index);
    state = conversationDecider.evolve(state, {
      ...event,
      id,
      at: decided.record.input.at,
    });
    seq += 1;
    const last = index === decided.events.length - 1;
    const envelope = envelopeOf(decided, event.type, { id, seq, prevHash: hash });
    const stamped = last ? { ...envelope, stateHash: stateHash(state) } : envelope;
    const value = encodeData(event.data);
    hash = eventHash(stamped, value);
    drafts.push(encodeEvent(stamped, value));
  });
  head.seen.add(decided.record.input.id);
  return { head: { state, seq, hash, seen: head.seen }, drafts };
};

const envelopeOf = (
  { record, at, settingsVersion, traceparent }: Decided,
  type: string,
  place: { readonly id: string; readonly seq: number; readonly prevHash: string },
): EventEnvelope => ({
  ...place,
  type,
  source: '/conversation-orchestrator',
  subject: record.envelope.subject,
  time: record.input.at,
  schemaVersion: currentVersion(type),
  correlationId: record.envelope.correlationId,
  causationId: record.input.id,
  cause: `${at.partition}:${at.offset}`,
  settingsVersion,
  ...(traceparent === undefined ? {} : { traceparent }),
});
