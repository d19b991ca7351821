import type { HubspotWorkspace } from '../hubspot';
import type { CrmObject, Message, Thread } from '../model';
import { STAGES } from '../portal/catalogue';
import { contactName } from '../portal/messages';
import type { Portal } from '../portal/portal';

/** A thread as the control API and the page show it: the fields of Intercom's, and the CRM beside it. */
export interface ThreadView {
  readonly id: string;
  readonly customer: string;
  readonly state: 'open' | 'closed' | 'archived';
  readonly assignee: {
    readonly id: string;
    readonly name: string;
    readonly kind: 'ai' | 'teammate';
  } | null;
  readonly updatedAt: number;
  readonly channel: Thread['channel'];
  readonly subject: string | null;
  readonly reachable: boolean;
  readonly contact: Readonly<Record<string, string>>;
  readonly companies: readonly string[];
  readonly ticket: {
    readonly id: string;
    readonly properties: Readonly<Record<string, string>>;
  } | null;
  readonly messages: readonly MessageView[];
}

export interface MessageView {
  readonly id: string;
  readonly type: Message['type'];
  readonly from: 'customer' | 'ai' | 'teammate' | 'bot';
  readonly name: string;
  readonly text: string | null;
  readonly assignedTo: string | null;
  readonly newStatus: string | null;
  readonly failure: string | null;
  readonly at: number;
}

export const threadView = (portal: Portal, it: Thread): ThreadView => {
  const contact = portal.contactOf(it);
  return {
    id: it.id,
    customer: contactName(contact),
    state: it.archived ? 'archived' : it.status === 'OPEN' ? 'open' : 'closed',
    assignee: assigneeOf(portal, it.assignedTo),
    updatedAt: it.messages.at(-1)?.at ?? it.createdAt,
    channel: it.channel,
    subject: it.subject,
    reachable: it.reachable,
    contact: { id: contact.id, ...contact.properties },
    companies: companiesOf(portal, contact),
    ticket: ticketOf(portal, it),
    messages: it.messages.map((message) => messageView(portal, message)),
  };
};

export const accountView = ({ portal, sender }: HubspotWorkspace) => ({
  workspace: portal.settings.workspace,
  portalId: portal.settings.portalId,
  appId: portal.settings.appId,
  aiAdminId: portal.aiActorId,
  admins: portal.reps.map(({ userId, ownerId, name, email }) => ({
    id: `A-${userId}`,
    ownerId,
    name,
    email,
  })),
  stages: STAGES.map(({ id, label }) => ({ id, label })),
  app: portal.state.app,
  webhooks: sender.settings,
});

const assigneeOf = (portal: Portal, actorId: string | null): ThreadView['assignee'] =>
  actorId === null
    ? null
    : {
        id: actorId,
        name: portal.repOf(actorId)?.name ?? actorId,
        kind: actorId === portal.aiActorId ? 'ai' : 'teammate',
      };

const companiesOf = ({ crm }: Portal, contact: CrmObject): readonly string[] =>
  crm
    .associationsOf(contact, 'companies')
    .map(({ toId }) => crm.find('companies', toId)?.properties['name'] ?? toId);

const ticketOf = ({ crm }: Portal, { ticketId }: Thread): ThreadView['ticket'] => {
  const it = ticketId === null ? undefined : crm.find('tickets', ticketId);
  return it ? { id: it.id, properties: it.properties } : null;
};

const messageView = (portal: Portal, it: Message): MessageView => ({
  id: it.id,
  type: it.type,
  from: fromOf(it),
  name: nameOf(portal, it),
  text: wholeText(it),
  assignedTo: assigneeOf(portal, it.assignedTo ?? null)?.name ?? null,
  newStatus: it.newStatus ?? null,
  failure: it.failure ?? null,
  at: it.at,
});

const wholeText = ({ content }: Message): string | null =>
  content === null ? null : (content.original ?? content).text;

const nameOf = (portal: Portal, { by, senders }: Message): string => {
  const named = senders[0]?.name ?? portal.repOf(by.actorId)?.name;
  if (named !== undefined) return named;
  if (by.actorId.startsWith('V-')) return 'The customer';
  return by.source === 'api' ? 'Support Assistant' : 'A workflow';
};

/** What came by the API is the assistant's, whoever's name it speaks in. */
const fromOf = ({ by }: Message): MessageView['from'] => {
  if (by.source === 'customer') return 'customer';
  if (by.source === 'api') return 'ai';
  return /^[BS]-/.test(by.actorId) ? 'bot' : 'teammate';
};
