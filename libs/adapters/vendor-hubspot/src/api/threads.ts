import { ticketIdOf } from '../webhooks/event';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, textOf, timeOf } from '../payload';
import { pageAfter, paths } from './paths';
import type { Session } from './session';
import { CallEnded } from './session';

/** A longer thread is told as truncated. */
const MAX_PAGES = 20;

export interface Listed {
  readonly items: readonly Fields[];
  readonly truncated: boolean;
}

/** Every message of a thread, oldest first; HubSpot promises no order. */
export const messagesOf = async (session: Session, thread: string): Promise<Listed> => {
  const { items, truncated } = await listAll(session, paths.messagePage(thread), MAX_PAGES);
  return { items: items.toSorted((one, other) => createdAt(one) - createdAt(other)), truncated };
};

export const createdAt = (message: Fields): number => timeOf(message['createdAt']) ?? 0;

/** Pages are asked for by their cursor; the links in an answer are not followed. */
export const listAll = async (
  session: Session,
  path: string,
  maxPages: number,
): Promise<Listed> => {
  const items: Fields[] = [];
  let after: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    const answer: Fields = await session.read(after === null ? path : pageAfter(path, after));
    items.push(...listOf(answer['results']).map(fieldsOf));
    after = idOf(fieldsOf(fieldsOf(answer['paging'])['next'])['after']);
    if (after === null) return { items, truncated: false };
  }
  return { items, truncated: true };
};

/** Thread that a conversation is, or the newest of a ticket's; ends the command when there is none. */
export const threadIdOf = async (session: Session, conversation: string): Promise<string> => {
  const ticket = ticketIdOf(conversation);
  if (ticket === null) return conversation;
  const [newest] = await threadsOfTicket(session, ticket);
  if (newest === undefined) throw new CallEnded(noThread(ticket));
  return newest;
};

/** Newest first. */
export const threadsOfTicket = async (
  session: Session,
  ticket: string,
): Promise<readonly string[]> => {
  const { results } = await session.read(paths.threadsOfTicket(ticket));
  return listOf(results)
    .map(fieldsOf)
    .sort((one, other) => latestOf(other) - latestOf(one))
    .flatMap((thread) => idOf(thread['id']) ?? []);
};

export const ticketOfThread = (thread: Fields): string | null =>
  idOf(fieldsOf(thread['threadAssociations'])['associatedTicketId']);

export const isOpen = (thread: Fields): boolean =>
  textOf(thread['status']) !== 'CLOSED' && thread['archived'] !== true;

const latestOf = (thread: Fields): number =>
  timeOf(thread['latestMessageTimestamp']) ?? timeOf(thread['createdAt']) ?? 0;

const noThread = (ticket: string) => ({
  kind: 'rejected' as const,
  code: 'HUBSPOT.TICKET_WITHOUT_THREAD',
  status: 404,
  detail: `Ticket ${ticket} has no conversation in HubSpot; answer it there, or associate one.`,
});
