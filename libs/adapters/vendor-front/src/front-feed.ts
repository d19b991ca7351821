import type { EpochMs } from '@deskstream/kernel';
import type { RecentConversations, VendorFeed } from '@deskstream/port-vendor';
import type { FrontOptions, Session } from './api/client';
import { openClient } from './api/client';
import { listAll } from './api/pages';
import { unreadOf, unreadable } from './api/reading';
import type { Fields } from './payload';
import { fieldsOf, idOf, timeOf } from './payload';

/** Also releases its connections. */
export type FrontFeed = VendorFeed & { close(): Promise<void> };

/** Pages hold 15 events and the smallest plan has 50 calls a minute: a look costs six at most. */
const MAX_PAGES = 6;

/** Messages alone: what they belong to is read as a whole (S093). */
const TYPES = ['inbound', 'outbound', 'out_reply'];

/** `GET /events`, newest first (vendors/front.md §5, Reconcile). */
export const createFrontFeed = (options: FrontOptions = {}): FrontFeed => {
  const client = openClient(options);
  return {
    vendor: 'front',
    recent: (connection, range, signal) => recent(client.session(connection, signal), range),
    close: () => client.close(),
  };
};

const recent = async (
  session: Session,
  { since, until }: { readonly since: EpochMs; readonly until: EpochMs },
): Promise<RecentConversations> => {
  const query = new URLSearchParams([
    ['q[after]', String(since / 1000)],
    ['q[before]', String(until / 1000)],
    ...TYPES.map((type) => ['q[types][]', type]),
    ['limit', '15'],
  ]);
  const listed = await listAll(session, {
    path: '/events',
    query: query.toString(),
    maxPages: MAX_PAGES,
    isEnough: (page) => page.some((event) => emittedAt(event) < since),
  });
  if (listed.kind === 'refused') {
    const unread = unreadOf(listed.refusal);
    return unread.kind === 'gone' ? unreadable(unread.because) : unread;
  }
  const within = listed.items.filter((event) => isWithin(emittedAt(event), since, until));
  return { kind: 'read', conversations: conversationsOf(within), truncated: listed.truncated };
};

const isWithin = (at: EpochMs, since: EpochMs, until: EpochMs): boolean =>
  at >= since && at <= until;

/** Each once, with its newest event, newest first. */
const conversationsOf = (events: readonly Fields[]) => {
  const newest = new Map<string, EpochMs>();
  for (const event of events) {
    const id = idOf(fieldsOf(event['conversation'])['id']);
    if (id !== null) newest.set(id, Math.max(newest.get(id) ?? 0, emittedAt(event)));
  }
  return [...newest]
    .map(([conversation, updatedAt]) => ({ conversation, updatedAt }))
    .sort((one, other) => other.updatedAt - one.updatedAt);
};

const emittedAt = (event: Fields): EpochMs => timeOf(event['emitted_at']) ?? 0;
