import { derivedId, TOPICS } from '@deskstream/contracts';
import type { Draft } from '@deskstream/port-event-log';
import type { ClaimedWork } from '@deskstream/port-work-ledger';

/** A request that was given up, for operators to see. Its text stays in the log only. */
export const gaveUp = (claim: ClaimedWork, because: string, attempts: number): Draft => ({
  topic: TOPICS.deadLetters,
  key: claim.key,
  value: new TextEncoder().encode(JSON.stringify({ commandId: claim.id, seq: claim.seq })),
  headers: {
    dl_id: derivedId('dl', claim.id),
    dl_step: 'vendor-dispatcher.call',
    dl_because: because,
    dl_attempts: String(attempts),
    'content-type': 'application/json',
  },
});
