import type { EpochMs } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';
import { openPool } from '@deskstream/platform-http';
import type { RecentConversations, VendorFeed } from '@deskstream/port-vendor';
import type { HubspotApiOptions } from '../api/hubspot-api';
import { unreadable } from '../api/ownership';
import { paths } from '../api/paths';
import type { Session } from '../api/session';
import { endedWith, openSession } from '../api/session';
import { listAll } from '../api/threads';
import { idOf, timeOf } from '../payload';

export type HubspotFeed = VendorFeed & { close(): Promise<void> };

/** A thousand threads a look. */
const MAX_PAGES = 10;

/** Threads by the time of their latest message, which is the only change that HubSpot lists them by. */
export const createHubspotFeed = (options: HubspotApiOptions = {}): HubspotFeed => {
  const { clock = systemClock } = options;
  const { dispatcher, close } = openPool(options);
  return {
    vendor: 'hubspot',
    recent: (connection, range, signal) =>
      read(openSession({ dispatcher, clock }, connection, signal), range).catch((error: unknown) =>
        unreadable(endedWith(error)),
      ),
    close,
  };
};

/** "After" leaves out the moment itself. */
const read = async (
  session: Session,
  { since, until }: { readonly since: EpochMs; readonly until: EpochMs },
): Promise<RecentConversations> => {
  const after = new Date(Math.max(0, since - 1)).toISOString();
  const { items, truncated } = await listAll(session, paths.threadsSince(after), MAX_PAGES);
  const conversations = items.flatMap((thread) => {
    const conversation = idOf(thread['id']);
    const updatedAt = timeOf(thread['latestMessageTimestamp']);
    if (conversation === null || updatedAt === null || thread['spam'] === true) return [];
    return updatedAt >= since && updatedAt <= until ? [{ conversation, updatedAt }] : [];
  });
  // The oldest come first: what is left out is later than the last one that was listed.
  const last = timeOf(items.at(-1)?.['latestMessageTimestamp']) ?? until;
  return { kind: 'read', conversations, truncated: truncated && last <= until };
};
