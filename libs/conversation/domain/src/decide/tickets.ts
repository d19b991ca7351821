import type { Events, Situation } from './decision';
import { event } from './decision';
import type { Report } from './outcomes';
import { failureOf } from './outcomes';
import { setTimer } from './requests';

/** S060: a ticket is written to at most this often. */
const TICKET_EVERY_MS = 15_000;

/** What the customer writes after the handoff goes onto the ticket, several messages at once. */
export const ticketNews = ({ state, at }: Situation): Events => {
  const { ticket, timers } = state;
  if (ticket === null || ticket.pending.length === 0 || timers.ticket !== undefined) return [];
  const dueAt = Math.max(at, ticket.updatedAt + TICKET_EVERY_MS);
  return [setTimer('ticket', dueAt, 'ticket updates are at least 15 s apart')];
};

export const ticketDue = ({ state: { ticket } }: Situation): Events =>
  ticket === null || ticket.pending.length === 0
    ? []
    : [
        event('TicketUpdateRequested', {
          ticketId: ticket.ticketId,
          content: ticket.pending.join('\n\n'),
        }),
      ];

export const ticketUpdateReported = ({ commandId, attempts, result }: Report): Events => [
  result.kind === 'delivered'
    ? event('TicketUpdated', { commandId, attempts })
    : event('TicketUpdateFailed', { commandId, attempts, ...failureOf(result) }),
];
