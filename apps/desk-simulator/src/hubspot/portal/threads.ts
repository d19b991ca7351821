import type { Change, ChannelName, CrmObject, Message, PortalEvent, Thread } from '../model';
import type { By, Participant, ThreadStatus, Trigger } from '../model';
import type { PortalContext } from './context';
import { messageEvent, threadEvent, threadPropertyEvent } from './events';
import { contentOf, customerAs, deskAsRecipient, senderOf, visitorOf } from './messages';
import type { Written } from './messages';

export interface Spoken extends Written {
  /** Default: the customer. */
  readonly recipients?: readonly Participant[];
}

export interface NewThread extends Written {
  readonly contact: CrmObject;
  readonly channel: ChannelName;
}

/** What people and the API do with threads. Each action tells its webhook events. */
export const createThreads = (context: PortalContext) => {
  const { clock, settings, state, tell } = context;

  const done = (it: Thread, trigger: Trigger, by: By, events: readonly PortalEvent[]): Change =>
    tell({ trigger, by, thread: it, object: null, events });

  const append = (it: Thread, by: By, rest: Partial<Message> & Pick<Message, 'type'>): Message => {
    const message: Message = {
      id: context.messageId(),
      at: clock.now(),
      by,
      senders: [{ actorId: by.actorId }],
      recipients: [],
      content: null,
      direction: by.source === 'customer' ? 'INCOMING' : 'OUTGOING',
      ...rest,
    };
    it.messages.push(message);
    return message;
  };

  const incoming = (it: Thread, contact: CrmObject, written: Written): Message =>
    append(it, customerOf(it), {
      type: 'MESSAGE',
      senders: [customerAs(it, contact, 'FROM')],
      recipients: deskAsRecipient(it),
      content: contentOf({ subject: it.subject, ...written }, settings.truncateAt),
    });

  const assign = (it: Thread, by: By, actorId: string | null): Change => {
    const from = it.assignedTo;
    it.assignedTo = actorId;
    const { at } = append(it, by, {
      type: 'ASSIGNMENT',
      ...(from === null ? {} : { assignedFrom: from }),
      ...(actorId === null ? {} : { assignedTo: actorId }),
    });
    return done(it, actorId === null ? 'unassign' : 'assign', by, [
      threadPropertyEvent(it, 'assignedTo', actorId ?? '', { by, at }),
    ]);
  };

  const setStatus = (it: Thread, by: By, status: ThreadStatus): Change => {
    it.status = status;
    const { at } = append(it, by, { type: 'THREAD_STATUS_CHANGE', newStatus: status });
    it.closedAt = status === 'CLOSED' ? at : null;
    return done(it, status === 'CLOSED' ? 'close' : 'reopen', by, [
      threadPropertyEvent(it, 'status', status, { by, at }),
    ]);
  };

  return {
    assign,
    setStatus,
    /** A customer starts a thread; routing then gives it to the assistant when so configured. */
    start: ({ contact, channel, ...written }: NewThread): Thread => {
      const it = newThread(context, contact, channel, written.subject ?? null);
      state.threads.push(it);
      const message = incoming(it, contact, written);
      done(it, 'new-thread', customerOf(it), [
        threadEvent(it, 'creation', it.createdAt),
        messageEvent(it, message),
      ]);
      if (settings.assignNewTo === 'ai') assign(it, SYSTEM, `A-${settings.aiUserId}`);
      return it;
    },
    /** A person begins a mail thread on a ticket; no routing happens to it. */
    startFromTicket: (ticket: CrmObject, contact: CrmObject, by: By): Thread => {
      const subject = ticket.properties['subject'] ?? null;
      const it = { ...newThread(context, contact, 'email', subject), ticketId: ticket.id };
      state.threads.push(it);
      done(it, 'other', by, [threadEvent(it, 'creation', it.createdAt)]);
      assign(it, by, by.actorId);
      return it;
    },
    /** A message to a closed thread opens it again. */
    customerWrites: (it: Thread, contact: CrmObject, written: Written): Message => {
      const message = incoming(it, contact, written);
      if (it.status === 'CLOSED') setStatus(it, customerOf(it), 'OPEN');
      done(it, 'incoming', customerOf(it), [messageEvent(it, message)]);
      return message;
    },
    reply: (it: Thread, contact: CrmObject, by: By, spoken: Spoken): Message => {
      const message = append(it, by, {
        type: 'MESSAGE',
        senders: [senderOf(context, it, by, true)],
        recipients: spoken.recipients ?? [customerAs(it, contact, 'TO')],
        content: contentOf({ subject: it.subject, ...spoken }, settings.truncateAt),
        ...(it.reachable ? {} : { failure: 'The recipient could not be reached.' }),
      });
      done(it, 'reply', by, [messageEvent(it, message)]);
      return message;
    },
    comment: (it: Thread, by: By, written: Written): Message => {
      const message = append(it, by, {
        type: 'COMMENT',
        senders: [senderOf(context, it, by, false)],
        content: contentOf(written, settings.truncateAt),
      });
      done(it, 'comment', by, [messageEvent(it, message)]);
      return message;
    },
    /** A bot's greeting, which is not an answer. */
    welcome: (it: Thread, text: string): Message => {
      const message = append(
        it,
        { actorId: 'B-1', source: 'rule' },
        {
          type: 'WELCOME_MESSAGE',
          content: contentOf({ text }, settings.truncateAt),
        },
      );
      done(it, 'other', message.by, [messageEvent(it, message)]);
      return message;
    },
    setArchived: (it: Thread, by: By, archived: boolean): Change => {
      it.archived = archived;
      const at = clock.now();
      return done(it, 'other', by, [
        archived
          ? threadEvent(it, 'deletion', at)
          : threadPropertyEvent(it, 'isArchived', 'FALSE', { by, at }),
      ]);
    },
    /** Purged at a person's request: two events, in either order. */
    purge: (it: Thread, by: By): Change => {
      it.deleted = true;
      const at = clock.now();
      return done(it, 'other', by, [
        threadEvent(it, 'privacyDeletion', at),
        threadEvent(it, 'deletion', at),
      ]);
    },
  };
};

export const SYSTEM: By = { actorId: 'S-hubspot', source: 'rule' };

export const customerOf = (it: Thread): By => ({
  actorId: visitorOf(it.contactId),
  source: 'customer',
});

const newThread = (
  context: PortalContext,
  contact: CrmObject,
  channel: ChannelName,
  subject: string | null,
): Thread => ({
  id: context.nextId(),
  contactId: contact.id,
  channel,
  subject,
  createdAt: context.clock.now(),
  status: 'OPEN',
  closedAt: null,
  assignedTo: null,
  archived: false,
  deleted: false,
  ticketId: null,
  reachable: true,
  messages: [],
});
