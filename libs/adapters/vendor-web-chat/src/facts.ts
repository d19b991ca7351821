import type { Assignee } from '@deskstream/conversation-domain';
import type { Fields } from '@deskstream/platform-payload';
import { fieldsOf, idOf, textOf } from '@deskstream/platform-payload';
import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';

/** What one event of a web chat says; the same from a webhook and from a read. */
export const factsOf = (value: unknown, connection: VendorConnection): readonly CanonicalFact[] => {
  const event = fieldsOf(value);
  const id = idOf(event['id']);
  if (id === null) return [];
  const vendorAt = timeOf(event);
  switch (event['topic']) {
    case 'message.created':
      return messageFacts(event, connection);
    case 'conversation.assigned': {
      const assignee = assigneeOf(event['assignee'], connection);
      return [{ type: 'ConversationAssigned', identity: id, data: { assignee, vendorAt } }];
    }
    case 'conversation.closed':
      return [{ type: 'ConversationClosed', identity: id, data: { vendorAt } }];
    case 'conversation.reopened':
      return [{ type: 'ConversationReopened', identity: id, data: { vendorAt } }];
    case 'contact.identified': {
      const data = { contact: contactOf(event), companies: [], vendorAt };
      return [{ type: 'ProfileRead', identity: id, data }];
    }
    default:
      return [];
  }
};

export const assigneeOf = (value: unknown, { aiTeammateId }: VendorConnection): Assignee => {
  const { kind, id } = fieldsOf(value);
  if (kind === 'ai') return { kind, id: aiTeammateId };
  if (kind === 'teammate' || kind === 'team') return { kind, id: idOf(id) ?? 'unknown' };
  return { kind: 'nobody' };
};

const messageFacts = (event: Fields, connection: VendorConnection): readonly CanonicalFact[] => {
  const message = fieldsOf(event['message']);
  const author = fieldsOf(message['author']);
  const messageId = idOf(message['id']);
  const text = textOf(message['text']);
  if (messageId === null || text === '') return [];
  const identity = `message:${messageId}`;
  const said = { messageId, text, author: personOf(author), vendorAt: timeOf(message) };
  return author['kind'] === 'customer'
    ? [{ type: 'CustomerWrote', identity, data: { ...said, ...arrival(event, connection) } }]
    : [{ type: 'TeammateWrote', identity, data: { ...said, ...manner(message, author) } }];
};

const arrival = (event: Fields, connection: VendorConnection) => ({
  channel: 'web' as const,
  startedBy: 'customer' as const,
  attachments: [],
  contact: contactOf(event),
  ownership: { assignee: assigneeOf(event['assignee'], connection), asOf: timeOf(event) },
});

const manner = (message: Fields, author: Fields) => ({
  visibility: message['visibility'] === 'note' ? ('note' as const) : ('public' as const),
  byAi: author['kind'] === 'ai',
  ...(idOf(message['ticket']) === null ? {} : { ticket: textOf(message['ticket']) }),
});

const contactOf = (event: Fields) => {
  const { id, name, email } = fieldsOf(event['contact']);
  return {
    id: idOf(id) ?? 'unknown',
    ...(textOf(name) === '' ? {} : { name: textOf(name) }),
    ...(textOf(email) === '' ? {} : { email: textOf(email) }),
  };
};

const personOf = ({ id, name }: Fields) => ({
  id: idOf(id) ?? 'unknown',
  ...(textOf(name) === '' ? {} : { name: textOf(name) }),
});

const timeOf = ({ at }: Fields): number => (typeof at === 'number' && Number.isFinite(at) ? at : 0);
