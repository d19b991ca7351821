import type { CallResult } from '@deskstream/port-vendor';
import { idOf } from '../payload';
import { notExecuted } from './classify';
import type { Session } from './client';
import { listAll } from './pages';

/**
 * A conversation is never assigned to a team: it moves to an inbox (vendors/front.md §5). A setting names
 * the inbox (`inb_…`), or a team (`tim_…`), whose first shared inbox is taken.
 */
export const inboxOf = async (session: Session, team: string): Promise<string | CallResult> => {
  if (!team.startsWith('tim_')) return team;
  const path = `/teams/${encodeURIComponent(team)}/inboxes`;
  const listed = await listAll(session, { path, query: '', maxPages: 1 });
  if (listed.kind === 'refused') return notExecuted(listed.refusal);
  const first = listed.items.find((inbox) => inbox['is_private'] !== true);
  return idOf(first?.['id']) ?? withoutInbox(team);
};

const withoutInbox = (team: string): CallResult => ({
  kind: 'rejected',
  code: 'FRONT.TEAM_WITHOUT_INBOX',
  status: 0,
  detail: `Team ${team} has no shared inbox; name an inbox (inb_…) in settings.`,
});
