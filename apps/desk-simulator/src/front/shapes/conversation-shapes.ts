import { plainOf } from '../../desk/text';
import type { Store } from '../company/store';
import type { Comment, Conversation, Message } from '../model';
import { linkOf, secondsOf, tagShape, teammateShape } from './directory-shapes';

export const messageShape = (store: Store, it: Conversation, message: Message) => {
  const text = plainOf(message.body);
  const self = `/messages/${message.id}`;
  return {
    _links: {
      self: linkOf(store, self),
      related: {
        conversation: linkOf(store, `/conversations/${it.id}`),
        message_seen: linkOf(store, `${self}/seen`),
        ...(message.inbound || message.repliesTo === null
          ? {}
          : { message_replied_to: linkOf(store, `/messages/${message.repliesTo}`) }),
      },
    },
    id: message.id,
    message_uid: message.uid,
    type: message.channel,
    is_inbound: message.inbound,
    created_at: secondsOf(message.at),
    blurb: text.slice(0, BLURB),
    body: message.body,
    text,
    error_type: message.errorType,
    version: null,
    subject: it.subject,
    draft_mode: message.draft ? 'shared' : null,
    metadata: {},
    author: message.authorId === null ? null : authorShape(store, message.authorId),
    recipients: recipientsOf(store, it, message.inbound),
    attachments: [],
    signature: null,
    is_draft: message.draft,
  };
};

/** `embedded`: as events carry it, with the last message. */
export const conversationShape = (store: Store, it: Conversation, embedded = false) => {
  const last = lastMessage(it);
  const self = `/conversations/${it.id}`;
  return {
    _links: {
      self: linkOf(store, self),
      related: {
        events: linkOf(store, `${self}/events`),
        followers: linkOf(store, `${self}/followers`),
        messages: linkOf(store, `${self}/messages`),
        comments: linkOf(store, `${self}/comments`),
        inboxes: linkOf(store, `${self}/inboxes`),
        last_message: linkOf(store, `/messages/${last?.id ?? ''}?referer=conversation`),
      },
    },
    id: it.id,
    type: 'conversation',
    subject: it.subject,
    status: statusOf(it),
    ticket_ids: [],
    assignee: it.assigneeId === null ? null : authorShape(store, it.assigneeId),
    recipient: customerOf(store, it, 'from'),
    tags: it.tagIds.flatMap((id) => {
      const tag = store.tag(id);
      return tag ? [tagShape(store, tag)] : [];
    }),
    links: [],
    custom_fields: it.customFields,
    ...(embedded && last ? { last_message: messageShape(store, it, last) } : {}),
    created_at: secondsOf(it.createdAt),
    is_private: false,
    scheduled_reminders: remindersOf(store, it),
    metadata: {},
    ...(embedded
      ? {}
      : { updated_at: secondsOf(it.updatedAt), waiting_since: secondsOf(waitingSince(it)) }),
  };
};

export const commentShape = (store: Store, it: Conversation, comment: Comment) => ({
  _links: {
    self: linkOf(store, `/comments/${comment.id}`),
    related: {
      conversation: linkOf(store, `/conversations/${it.id}`),
      mentions: linkOf(store, `/comments/${comment.id}/mentions`),
      comment_replied_to: null,
    },
  },
  id: comment.id,
  author: authorShape(store, comment.authorId),
  body: comment.body,
  posted_at: secondsOf(comment.at),
  attachments: [],
  is_pinned: false,
});

export const statusOf = (it: Conversation): 'assigned' | 'unassigned' | 'archived' | 'deleted' => {
  if (it.state === 'archived') return 'archived';
  if (it.state !== 'open') return 'deleted';
  return it.assigneeId === null ? 'unassigned' : 'assigned';
};

/** Messages as lists show them: without drafts and without what never reached anybody. */
export const listedMessages = (it: Conversation): readonly Message[] =>
  it.messages.filter(({ draft, errorType }) => !draft && errorType === null);

const BLURB = 150;

const lastMessage = (it: Conversation): Message | undefined =>
  it.messages.findLast(({ draft }) => !draft);

const waitingSince = (it: Conversation): number =>
  it.messages.findLast(({ inbound }) => inbound)?.at ?? it.createdAt;

const authorShape = (store: Store, id: string) => {
  const teammate = store.directory.teammate(id);
  return teammate ? teammateShape(store, teammate) : null;
};

const customerOf = (store: Store, it: Conversation, role: 'from' | 'to') => ({
  _links: { related: { contact: linkOf(store, `/contacts/${it.contactId}`) } },
  name: store.contact(it.contactId)?.name ?? null,
  handle: it.handle,
  role,
});

const recipientsOf = (store: Store, it: Conversation, inbound: boolean) => {
  const us = {
    _links: { related: { contact: null } },
    name: null,
    handle: it.channel === 'email' ? 'support@example.com' : 'support',
    role: inbound ? 'to' : 'from',
  };
  const customer = customerOf(store, it, inbound ? 'from' : 'to');
  return inbound ? [customer, us] : [us, customer];
};

const remindersOf = (store: Store, { reminder }: Conversation) =>
  reminder === null
    ? []
    : [
        {
          _links: { related: { owner: linkOf(store, `/teammates/${reminder.by}`) } },
          created_at: secondsOf(reminder.at),
          scheduled_at: secondsOf(reminder.until),
          updated_at: secondsOf(reminder.at),
        },
      ];
