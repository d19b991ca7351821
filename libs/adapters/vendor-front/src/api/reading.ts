import type { EpochMs } from '@deskstream/kernel';
import type { Ownership } from '@deskstream/port-vendor';
import type { Refusal } from './classify';
import { CONVERSATION_MERGED } from './classify';

export type Unread = Extract<Ownership, { kind: 'gone' | 'unreadable' }>;

/** A read that failed: the conversation is not there any more, or nobody could tell just now. */
export const unreadOf = (refusal: Refusal): Unread => {
  if (refusal.kind === 'throttled') return unreadable('HTTP 429', refusal.retryAt);
  if (refusal.kind !== 'rejected') return unreadable(refusal.because);
  return refusal.status === 404 || refusal.status === 410 || refusal.code === CONVERSATION_MERGED
    ? { kind: 'gone', because: refusal.code }
    : unreadable(refusal.code);
};

export const unreadable = (
  because: string,
  retryAt: EpochMs | null = null,
): Extract<Unread, { kind: 'unreadable' }> => ({ kind: 'unreadable', because, retryAt });
