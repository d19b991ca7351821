import { fieldsOf, listOf, textOf } from '../../api/fields';
import type { CrmObject, Message, MessageType, ObjectType, Thread } from '../model';
import { contentOf, customerAs, deskAsRecipient, visitorOf } from './messages';
import type { Portal } from './portal';

export interface Adopted {
  readonly threads: readonly Thread[];
  readonly objects: readonly CrmObject[];
}

type Event = Readonly<Record<string, unknown>>;

/**
 * Makes what a request of the vendor names exist here, under its own ids, so that it can be read and
 * answered. Tells no webhooks. `null` when nothing in it is a webhook event. Known things stay as they are.
 */
export const adopt = (portal: Portal, body: unknown): Adopted | null => {
  const events = listOf(Array.isArray(body) ? body : fieldsOf(body)['events']).map(fieldsOf);
  const known = events.filter((event) => topicOf(event) !== '' && idOf(event) !== '');
  if (known.length === 0) return null;
  const text =
    textOf(fieldsOf(body)['text']) ?? 'Hello, my export has been stuck since this morning.';
  const objects = known.filter(isObject).map((event) => adoptObject(portal, event));
  const contact = objects.find(({ type }) => type === 'contacts');
  const about = known.filter((event) => topicOf(event).startsWith('conversation.'));
  const threads = about.map((event) => adoptEvent(portal, event, { text, contact }));
  return { threads: [...new Set(threads)], objects };
};

interface Ingredients {
  readonly text: string;
  readonly contact: CrmObject | undefined;
}

const adoptEvent = (portal: Portal, event: Event, { text, contact }: Ingredients): Thread => {
  const it = portal.find(idOf(event)) ?? newThread(portal, idOf(event), contact);
  const messageId = textOf(event['messageId']);
  if (messageId !== undefined && !it.messages.some(({ id }) => id === messageId))
    it.messages.push(messageFrom(portal, it, { id: messageId, event, text }));
  const change = event['propertyName'];
  if (change === 'assignedTo') it.assignedTo = actorIn(event['propertyValue']);
  if (change === 'status') it.status = event['propertyValue'] === 'CLOSED' ? 'CLOSED' : 'OPEN';
  return it;
};

const newThread = (portal: Portal, id: string, contact: CrmObject | undefined): Thread => {
  const it: Thread = {
    id,
    contactId: (contact ?? portal.newContact({}, { quiet: true })).id,
    channel: 'email',
    subject: 'Export stuck',
    createdAt: portal.clock.now(),
    status: 'OPEN',
    closedAt: null,
    assignedTo: null,
    archived: false,
    deleted: false,
    ticketId: null,
    reachable: true,
    messages: [],
  };
  portal.state.threads.push(it);
  return it;
};

const messageFrom = (
  portal: Portal,
  it: Thread,
  { id, event, text }: { readonly id: string; readonly event: Event; readonly text: string },
): Message => {
  const type = typeIn(event);
  const written = contentOf({ text, subject: it.subject }, portal.settings.truncateAt);
  const common = { type, id, at: portal.clock.now(), content: written } as const;
  if (type !== 'MESSAGE') {
    const actorId = portal.reps[1] ? `A-${portal.reps[1].userId}` : portal.aiActorId;
    const by = { actorId, source: 'rep' } as const;
    return { ...common, by, senders: [{ actorId }], recipients: [], direction: 'OUTGOING' };
  }
  return {
    ...common,
    by: { actorId: visitorOf(it.contactId), source: 'customer' },
    senders: [customerAs(it, portal.contactOf(it), 'FROM')],
    recipients: deskAsRecipient(it),
    direction: 'INCOMING',
  };
};

const adoptObject = (portal: Portal, event: Event): CrmObject => {
  const type = topicOf(event).startsWith('ticket.') ? 'tickets' : 'contacts';
  const known = portal.crm.find(type, idOf(event));
  if (known) return known;
  const value = textOf(event['propertyValue']);
  const named = value === undefined ? {} : { [String(event['propertyName'])]: value };
  return portal.crm.insert(type, { ...DEFAULTS[type], ...named }, idOf(event));
};

const DEFAULTS: Readonly<Record<Exclude<ObjectType, 'companies'>, Record<string, string>>> = {
  contacts: { firstname: 'Test', lastname: 'Customer', email: 'customer@example.com' },
  tickets: { subject: 'Export stuck', hs_pipeline: '0', hs_pipeline_stage: '1' },
};

const topicOf = (event: Event): string =>
  textOf(event['subscriptionType']) ?? textOf(event['eventType']) ?? '';

const idOf = (event: Event): string =>
  textOf(event['objectId']) ?? textOf(event['fromObjectId']) ?? '';

const isObject = (event: Event): boolean => /^(ticket|contact)\./.test(topicOf(event));

const typeIn = ({ messageType }: Event): MessageType =>
  messageType === 'COMMENT' || messageType === 'WELCOME_MESSAGE' ? messageType : 'MESSAGE';

const actorIn = (value: unknown): string | null => {
  const id = textOf(value);
  if (id === undefined) return null;
  return /^\d+$/.test(id) ? `A-${id}` : id;
};
