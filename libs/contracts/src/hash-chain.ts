import { createHash } from 'node:crypto';
import type { EventEnvelope } from './envelope';

/**
 * Hash of one event: what the next one carries as `prevHash`. Covers everything but the trace
 * context, which differs when the same decision is made again.
 */
export const eventHash = (envelope: EventEnvelope, value: Uint8Array): string =>
  createHash('sha256')
    .update(
      [
        envelope.prevHash,
        envelope.id,
        envelope.type,
        envelope.subject,
        envelope.seq,
        envelope.time,
        envelope.schemaVersion,
        envelope.correlationId,
        envelope.causationId,
        envelope.cause,
        envelope.settingsVersion,
        envelope.stateHash ?? '',
      ].join('\n'),
    )
    .update('\n')
    .update(value)
    .digest('hex');

/** State is plain JSON built by the fold in one way, so its bytes are comparable. */
export const stateHash = (state: unknown): string =>
  createHash('sha256').update(JSON.stringify(state)).digest('hex');
