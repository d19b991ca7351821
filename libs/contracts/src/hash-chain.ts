import { createHash } from 'node:crypto';
import { FOLD_VERSION } from '@deskstream/conversation-domain';
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

/**
 * `f<version of the fold>:<sha256>`. State is plain JSON built by the fold in one way, so its bytes are
 * comparable within one version.
 */
export const stateHash = (state: unknown): string =>
  `${FOLD}${createHash('sha256').update(JSON.stringify(state)).digest('hex')}`;

/** What another version of the fold recorded says nothing about this one (ADR 11). */
export const contradicts = (recorded: string | undefined, state: unknown): boolean =>
  recorded !== undefined && recorded.startsWith(FOLD) && recorded !== stateHash(state);

const FOLD = `f${FOLD_VERSION}:`;
