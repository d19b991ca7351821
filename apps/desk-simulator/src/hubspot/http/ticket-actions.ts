import { fieldsOf, textOf } from '../../api/fields';
import type { CrmObject, Thread } from '../model';
import { contactName } from '../portal/messages';
import type { Portal } from '../portal/portal';
import { actAsRep, actorIn } from './rep-actions';

/** A ticket as the control API and the page show it. */
export interface TicketView {
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly customer: string | null;
  /** The newest thread that belongs to it. */
  readonly thread: string | null;
}

export const ticketView = (portal: Portal, { id, properties }: CrmObject): TicketView => {
  const contact = contactOf(portal, id);
  return {
    id,
    properties,
    customer: contact === undefined ? null : contactName(contact),
    thread: threadOf(portal, id)?.id ?? null,
  };
};

/**
 * `{ action, text, adminId? }` as on a thread. The first answer by mail begins the ticket's thread, as in the help
 * desk; a comment needs one. Answers with what is wrong, or with the thread.
 */
export const answerTicket = (portal: Portal, ticket: CrmObject, body: unknown): Thread | string => {
  const known = threadOf(portal, ticket.id);
  const fields = fieldsOf(body);
  const it = known ?? begin(portal, ticket, fields);
  if (typeof it === 'string') return it;
  const problem = actAsRep(portal, it, body);
  if (problem !== null) return problem;
  if (fields['action'] === 'reply') markAnswered(portal, ticket, fields);
  return it;
};

const begin = (
  portal: Portal,
  ticket: CrmObject,
  fields: Readonly<Record<string, unknown>>,
): Thread | string => {
  if (fields['action'] !== 'reply' || textOf(fields['text']) === undefined)
    return 'This ticket has no thread yet; a reply with a text begins one.';
  const contact = contactOf(portal, ticket.id);
  if (contact === undefined) return 'This ticket has no contact to write to.';
  const actorId = actorIn(portal, fields);
  if (portal.repOf(actorId) === undefined) return `There is no user ${actorId}.`;
  return portal.threads.startFromTicket(ticket, contact, { actorId, source: 'rep' });
};

/** The help desk keeps when a ticket was answered last, and tells of the change. */
const markAnswered = (
  portal: Portal,
  ticket: CrmObject,
  fields: Readonly<Record<string, unknown>>,
): void => {
  const by = { actorId: actorIn(portal, fields), source: 'rep' } as const;
  const at = String(portal.clock.now());
  portal.crm.update(ticket, { hs_last_message_sent_at: at }, by);
};

const contactOf = ({ crm }: Portal, ticketId: string): CrmObject | undefined => {
  const ticket = crm.find('tickets', ticketId);
  const [first] = ticket === undefined ? [] : crm.associationsOf(ticket, 'contacts');
  return first === undefined ? undefined : crm.find('contacts', first.toId);
};

const threadOf = ({ state }: Portal, ticketId: string): Thread | undefined =>
  state.threads.findLast((it) => it.ticketId === ticketId && !it.deleted);
