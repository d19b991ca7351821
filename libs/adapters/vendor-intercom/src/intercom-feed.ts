import type { EpochMs } from '@deskstream/kernel';
import type { RecentConversations, VendorFeed } from '@deskstream/port-vendor';
import type { IntercomOptions, Session } from './api/client';
import { openClient } from './api/client';
import { unreadOf, unreadable } from './api/reading';
import type { Fields } from './payload';
import { fieldsOf, idOf, listOf, textOf, timeOf } from './payload';

/** Also releases its connections. */
export type IntercomFeed = VendorFeed & { close(): Promise<void> };

interface Range {
  readonly since: EpochMs;
  readonly until: EpochMs;
}

/** The most that a page holds, and how many pages one look may cost. */
const PER_PAGE = 150;
const MAX_PAGES = 6;

/**
 * `POST /conversations/search` by `updated_at`, which is a read, newest first. Its index lags: look
 * again at what was looked at a little before (vendors/intercom.md §5, Search).
 */
export const createIntercomFeed = (options: IntercomOptions = {}): IntercomFeed => {
  const client = openClient(options);
  return {
    vendor: 'intercom',
    recent: (connection, range, signal) => recent(client.session(connection, signal), range),
    close: () => client.close(),
  };
};

const recent = async (session: Session, range: Range): Promise<RecentConversations> => {
  const found = new Map<string, EpochMs>();
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const fetched = await session.send(searchCall(range, cursor));
    if (fetched.kind === 'refused') {
      const unread = unreadOf(fetched.refusal);
      return unread.kind === 'gone' ? unreadable(unread.because) : unread;
    }
    const answer = fieldsOf(fetched.json);
    for (const [id, at] of conversationsOf(answer, range)) found.set(id, at);
    cursor = nextOf(answer, cursor);
    if (cursor === null) break;
  }
  return {
    kind: 'read',
    conversations: [...found]
      .map(([conversation, updatedAt]) => ({ conversation, updatedAt }))
      .sort((one, other) => other.updatedAt - one.updatedAt),
    truncated: cursor !== null,
  };
};

/** For dates `>` is "at or after" by the documentation; a second more on each side costs nothing. */
const searchCall = ({ since, until }: Range, cursor: string | null) => ({
  method: 'POST' as const,
  path: '/conversations/search',
  body: {
    query: {
      operator: 'AND',
      value: [
        { field: 'updated_at', operator: '>', value: Math.floor(since / 1000) - 1 },
        { field: 'updated_at', operator: '<', value: Math.ceil(until / 1000) + 1 },
      ],
    },
    sort_field: 'updated_at',
    sort_order: 'descending',
    pagination: { per_page: PER_PAGE, ...(cursor === null ? {} : { starting_after: cursor }) },
  },
});

const conversationsOf = (answer: Fields, range: Range): readonly (readonly [string, EpochMs])[] =>
  listOf(answer['conversations']).flatMap((each) => {
    const id = idOf(fieldsOf(each)['id']);
    const at = timeOf(fieldsOf(each)['updated_at']);
    return id === null || at === null || !isWithin(at, range) ? [] : [[id, at] as const];
  });

/** The vendor's times are whole seconds. */
const isWithin = (at: EpochMs, { since, until }: Range): boolean =>
  at >= Math.floor(since / 1000) * 1000 && at <= until;

/** A cursor that repeats itself would never end. */
const nextOf = (answer: Fields, cursor: string | null): string | null => {
  const next = textOf(fieldsOf(fieldsOf(answer['pages'])['next'])['starting_after']);
  return next === '' || next === cursor ? null : next;
};
