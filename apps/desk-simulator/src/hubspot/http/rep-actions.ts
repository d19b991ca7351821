import { fieldsOf, textOf } from '../../api/fields';
import type { By, Thread } from '../model';
import type { Portal } from '../portal/portal';

interface Context {
  readonly portal: Portal;
  readonly it: Thread;
  readonly by: By;
  readonly fields: Readonly<Record<string, unknown>>;
}

type Act = (context: Context) => unknown;

/** `{ action, adminId?, text?, … }`; answers with what is wrong, or `null`. */
export const actAsRep = (portal: Portal, it: Thread, body: unknown): string | null => {
  const fields = fieldsOf(body);
  const action = String(fields['action']);
  const act = ACTIONS[action];
  if (!act) return `"action" must be one of: ${Object.keys(ACTIONS).join(', ')}.`;
  const actorId = actorIn(portal, fields);
  if (portal.repOf(actorId) === undefined) return `There is no user ${actorId}.`;
  const missing = (NEEDS[action] ?? []).find((name) => textOf(fields[name]) === undefined);
  if (missing !== undefined) return `The field "${missing}" is missing.`;
  if (NEED_TICKET.has(action) && it.ticketId === null) return 'This thread has no ticket.';
  act({ portal, it, by: { actorId, source: 'rep' }, fields });
  return null;
};

/** `A-55502` or `55502`; default: the first person. */
export const actorIn = (portal: Portal, fields: Readonly<Record<string, unknown>>): string => {
  const given = textOf(fields['adminId']) ?? String(portal.reps[1]?.userId ?? '');
  return given.startsWith('A-') ? given : `A-${given}`;
};

const textIn = ({ fields }: Context): string => textOf(fields['text']) ?? '';

const NEEDS: Readonly<Record<string, readonly string[]>> = {
  reply: ['text'],
  note: ['text'],
  'ticket-property': ['property'],
};

const NEED_TICKET = new Set(['ticket-property']);

const ACTIONS: Readonly<Record<string, Act>> = {
  reply: (on) =>
    on.portal.threads.reply(on.it, on.portal.contactOf(on.it), on.by, { text: textIn(on) }),
  note: (on) => on.portal.threads.comment(on.it, on.by, { text: textIn(on) }),
  'assign-me': ({ portal, it, by }) => portal.threads.assign(it, by, by.actorId),
  'assign-ai': ({ portal, it, by }) => portal.threads.assign(it, by, portal.aiActorId),
  unassign: ({ portal, it, by }) => portal.threads.assign(it, by, null),
  close: ({ portal, it, by }) => portal.threads.setStatus(it, by, 'CLOSED'),
  open: ({ portal, it, by }) => portal.threads.setStatus(it, by, 'OPEN'),
  archive: ({ portal, it, by }) => portal.threads.setArchived(it, by, true),
  restore: ({ portal, it, by }) => portal.threads.setArchived(it, by, false),
  delete: ({ portal, it, by }) => portal.threads.setArchived(it, by, true),
  'privacy-delete': ({ portal, it, by }) => portal.threads.purge(it, by),
  bot: (on) =>
    on.portal.threads.welcome(on.it, textIn(on) || 'Hi! Somebody will be with you soon.'),
  unreachable: ({ it }) => (it.reachable = false),
  reachable: ({ it }) => (it.reachable = true),
  ticket: (on) => newTicket(on),
  'ticket-property': ({ portal, it, by, fields }) => {
    const ticket = portal.crm.find('tickets', it.ticketId ?? '');
    const name = textOf(fields['property']) ?? '';
    if (ticket) portal.crm.update(ticket, { [name]: textOf(fields['value']) ?? '' }, by);
  },
  'contact-property': ({ portal, it, by, fields }) => {
    const name = textOf(fields['property']) ?? 'lifecyclestage';
    portal.crm.update(portal.contactOf(it), { [name]: textOf(fields['value']) ?? '' }, by);
  },
};

const newTicket = ({ portal, it, by, fields }: Context): void => {
  const ticket = portal.crm.insert('tickets', {
    subject: textOf(fields['text']) ?? it.subject ?? 'Support request',
    hs_pipeline: '0',
    hs_pipeline_stage: '1',
  });
  portal.linkTicket(it, ticket);
  portal.crm.associate(ticket, portal.contactOf(it), 16, by);
  portal.crm.created(ticket, by);
};
