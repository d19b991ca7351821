import { fieldsOf, listOf, textOf } from '../api/fields';
import type { Store } from './company/store';
import type { Channel, Contact, Conversation, Message } from './model';

/**
 * Takes over the conversation that a webhook of the vendor told of (either family), so that it can be answered
 * here. Answers with the known one when there is one; `null` when the body is about no conversation.
 */
export const adoptFront = (store: Store, webhook: unknown): Conversation | null => {
  const event = eventOf(webhook);
  const told = fieldsOf(event['conversation']);
  const id = textOf(told['id']);
  if (id === undefined) return null;
  const known = store.find(id);
  if (known) return known;
  return store.addConversation({
    ...conversationFrom(store, told, id),
    ...messagesFrom(event, told),
  });
};

type Fields = ReturnType<typeof fieldsOf>;

const conversationFrom = (store: Store, told: Fields, id: string) => {
  const contact = contactFrom(store, told);
  const at = atOf(told['created_at'], store.clock.now());
  return {
    id,
    subject: textOf(told['subject']) ?? '',
    contactId: contact.id,
    handle: textOf(fieldsOf(told['recipient'])['handle']) ?? contact.id,
    createdAt: at,
    inboxId: store.directory.inboxes[0]?.id ?? '',
    state: STATES[textOf(told['status']) ?? ''] ?? 'open',
    assigneeId: textOf(fieldsOf(told['assignee'])['id']) ?? null,
    tagIds: listOf(told['tags']).flatMap((tag) => textOf(fieldsOf(tag)['id']) ?? []),
    customFields: {},
    reminder: null,
    comments: [],
    updatedAt: at,
    mergedInto: null,
  };
};

const STATES: Readonly<Record<string, Conversation['state']>> = {
  archived: 'archived',
  deleted: 'deleted',
};

const messagesFrom = (event: Fields, told: Fields): Pick<Conversation, 'channel' | 'messages'> => {
  const message = messageFrom(event, told);
  return { channel: message?.channel ?? 'email', messages: message ? [message] : [] };
};

/** An application webhook wraps the event; a rule webhook is the event. */
const eventOf = (webhook: unknown) => {
  const fields = fieldsOf(webhook);
  return fields['payload'] === undefined ? fields : fieldsOf(fields['payload']);
};

const messageFrom = (event: Fields, conversation: Fields): Message | null => {
  const target = fieldsOf(event['target']);
  const isMessage = fieldsOf(target['_meta'])['type'] === 'message';
  const data = fieldsOf(isMessage ? target['data'] : conversation['last_message']);
  const id = textOf(data['id']);
  if (id === undefined) return null;
  return {
    id,
    uid: textOf(data['message_uid']) ?? id,
    channel: channelOf(data['type']),
    inbound: data['is_inbound'] === true,
    body: textOf(data['body']) ?? textOf(data['blurb']) ?? '',
    at: atOf(data['created_at'], 0),
    authorId: textOf(fieldsOf(data['author'])['id']) ?? null,
    repliesTo: null,
    draft: false,
    errorType: null,
  };
};

const CHANNELS: readonly string[] = ['email', 'front_chat', 'sms', 'call', 'phone-call'];

const channelOf = (type: unknown): Channel =>
  CHANNELS.includes(String(type)) ? (type as Channel) : 'email';

const contactFrom = (store: Store, conversation: Fields): Contact => {
  const recipient = fieldsOf(conversation['recipient']);
  const handle = textOf(recipient['handle']) ?? 'customer@example.com';
  const link = textOf(fieldsOf(fieldsOf(recipient['_links'])['related'])['contact']);
  const id = link?.split('/').at(-1) ?? store.nextId('crd');
  const known = store.contact(id);
  if (known) return known;
  return store.addContact({
    id,
    name: textOf(recipient['name']) ?? handle,
    handles: [{ source: handle.includes('@') ? 'email' : 'phone', handle }],
    accountId: null,
    customFields: {},
    createdAt: store.clock.now(),
  });
};

const atOf = (seconds: unknown, otherwise: number): number =>
  typeof seconds === 'number' ? Math.round(seconds * 1000) : otherwise;
