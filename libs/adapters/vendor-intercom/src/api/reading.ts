import type { Ownership } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf } from '../payload';
import type { Refusal } from './classify';
import type { Fetched } from './client';

export type Unread = Extract<Ownership, { kind: 'gone' | 'unreadable' }>;

export type Reading = { readonly kind: 'item'; readonly item: Fields } | Unread;

/** A conversation that was asked for, or why there is none. */
export const readingOf = (fetched: Fetched): Reading => {
  if (fetched.kind === 'refused') return unreadOf(fetched.refusal);
  return fetched.json === undefined
    ? unreadable('the answer is not JSON')
    : { kind: 'item', item: fieldsOf(fetched.json) };
};

export const unreadOf = (refusal: Refusal): Unread => {
  if (refusal.kind === 'throttled') return unreadable('HTTP 429', refusal.retryAt);
  if (refusal.kind !== 'rejected') return unreadable(refusal.because);
  return refusal.status === 404 || refusal.status === 410
    ? { kind: 'gone', because: refusal.code }
    : unreadable(refusal.code);
};

export const unreadable = (
  because: string,
  retryAt: number | null = null,
): Extract<Ownership, { kind: 'unreadable' }> => ({ kind: 'unreadable', because, retryAt });
