import type { Channel } from '@deskstream/conversation-domain';
import type { EpochMs } from '@deskstream/kernel';
import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, textOf, timeOf } from '../payload';
import { bodyText } from '@deskstream/platform-text';
import { attachmentsOf, withPlaceholders } from './attachments';
import { contactOf, senderOf } from './contact';
import type { Person } from './people';
import { assigneeOf, byOf, personOf, senderRole } from './people';

/** What all facts of one event, or of one read, share. */
export interface Telling {
  readonly conversation: Fields;
  /** `source` of the event; absent in a read. */
  readonly source?: unknown;
  readonly connection: VendorConnection;
  /** The event's own time, or that of the read. */
  readonly at: EpochMs;
  /** Of a conversation that was read from its beginning. */
  readonly startedBy?: 'customer' | 'teammate' | 'bot';
}

interface Said {
  readonly id: string;
  readonly fields: Fields;
  readonly at: EpochMs;
}

/** `[]`: a draft, a discussion among teammates, or nothing was said. Named by the message's id, in both families. */
export const messageFacts = (telling: Telling, fields: Fields): readonly CanonicalFact[] => {
  const id = idOf(fields['id']);
  if (id === null || fields['is_draft'] === true || fields['type'] === 'internal') return [];
  const said = { id, fields, at: timeOf(fields['created_at']) ?? telling.at };
  return fields['is_inbound'] === true ? cameIn(telling, said) : wentOut(telling, said);
};

/** A webhook that was set to "preview" leaves out the body; what remains may be cut. */
const isPreview = (message: Fields): boolean => {
  if (typeof message['body'] === 'string') return false;
  const text = textOf(message['text']);
  return text === '' || text === textOf(message['blurb']);
};

/** Text of a message, its files named below; of a preview, what there is. */
export const messageText = (message: Fields): string => {
  const own = textOf(message['text']).replaceAll('\u0000', '').trim();
  const text = own || bodyText(textOf(message['body']));
  return withPlaceholders(isPreview(message) ? textOf(message['blurb']) : text, message);
};

const cameIn = (telling: Telling, said: Said): readonly CanonicalFact[] => {
  if (mustBeRead(telling, said)) return [announced(said)];
  const text = messageText(said.fields);
  if (text === '') return [];
  const { conversation, connection, at } = telling;
  const sender = senderOf(said.fields, conversation);
  const contact = contactOf(sender);
  return [
    {
      type: 'CustomerWrote',
      identity: `message:${said.id}`,
      data: {
        messageId: said.id,
        text,
        author: authorOf(sender, contact?.id),
        channel: channelOf(said.fields),
        startedBy: telling.startedBy ?? 'customer',
        attachments: attachmentsOf(said.fields),
        vendorAt: said.at,
        ...(contact === null ? {} : { contact }),
        ...('assignee' in conversation
          ? { ownership: { assignee: assigneeOf(conversation['assignee'], connection), asOf: at } }
          : {}),
      },
    },
  ];
};

/**
 * What the AI wrote carries the `message_uid` that sending answered with, everything else the message id;
 * a preview of it is known by its author and needs no text.
 */
const wentOut = (telling: Telling, said: Said): readonly CanonicalFact[] => {
  const author = fieldsOf(said.fields['author']);
  const role = senderRole(author, telling.source, telling.connection);
  if (role !== 'ai' && mustBeRead(telling, said)) return [announced(said)];
  const text = messageText(said.fields);
  if (text === '') return [];
  const writer = personOf(author) ?? byOf(telling).by ?? { id: 'unknown' };
  const base = { messageId: said.id, text, author: writer, vendorAt: said.at };
  const identity = `message:${said.id}`;
  if (role === 'bot') return [{ type: 'BotWrote', identity, data: base }];
  const data = { ...base, visibility: 'public' as const, byAi: role === 'ai' };
  const own = role === 'ai' ? uidOf(said) : {};
  return [{ type: 'TeammateWrote', identity, data: { ...data, ...own } }];
};

const uidOf = ({ fields }: Said): { readonly messageId?: string } => {
  const uid = idOf(fields['message_uid']);
  return uid === null ? {} : { messageId: uid };
};

/** Only a webhook is announced; a read has all there is. */
const mustBeRead = ({ source }: Telling, { fields }: Said): boolean =>
  source !== undefined && isPreview(fields);

const announced = ({ id, at }: Said): CanonicalFact => ({
  type: 'MessageAnnounced',
  identity: `announced:${id}`,
  data: { messageId: id, vendorAt: at },
});

const authorOf = (sender: Fields, contactId: string | undefined): Person => {
  const name = textOf(sender['name']);
  const id = contactId ?? idOf(sender['handle']) ?? 'unknown';
  return name === '' ? { id } : { id, name };
};

/** S094. Every text network that is neither mail nor SMS is `chat`. */
const channelOf = (message: Fields): Channel => channels.get(textOf(message['type'])) ?? 'chat';

const channels: ReadonlyMap<string, Channel> = new Map([
  ['email', 'email'],
  ['sms', 'sms'],
  ['call', 'phone'],
  ['phone-call', 'phone'],
]);
