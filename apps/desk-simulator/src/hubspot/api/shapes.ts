import type { CrmObject, Message, ObjectType, Rep, Thread } from '../model';
import { CHANNEL_ACCOUNTS, INBOXES } from '../portal/catalogue';
import { iso } from '../portal/crm';

type Json = Record<string, unknown>;

/** A thread as the API answers it; `null` fields are left out, as the vendor does. */
export const threadShape = (it: Thread, withTicket: boolean): Json => {
  const spoken = it.messages.filter(({ type }) => type === 'MESSAGE');
  const last = (direction?: Message['direction']) =>
    spoken.findLast((each) => direction === undefined || each.direction === direction)?.at;
  const account = CHANNEL_ACCOUNTS[it.channel];
  return compact({
    id: it.id,
    createdAt: iso(it.createdAt),
    closedAt: isoOr(it.closedAt),
    status: it.status,
    originalChannelId: account.channelId,
    originalChannelAccountId: account.id,
    latestMessageTimestamp: isoOr(last()),
    latestMessageSentTimestamp: isoOr(last('OUTGOING')),
    latestMessageReceivedTimestamp: isoOr(last('INCOMING')),
    assignedTo: it.assignedTo,
    spam: false,
    inboxId: INBOXES[0]?.id,
    associatedContactId: it.contactId,
    archived: it.archived,
    threadAssociations:
      withTicket && it.ticketId !== null ? { associatedTicketId: it.ticketId } : null,
  });
};

export const messageShape = (thread: Thread, it: Message, appId: number): Json =>
  compact({
    type: it.type,
    id: it.id,
    conversationsThreadId: thread.id,
    createdAt: iso(it.at),
    createdBy: it.by.actorId,
    client: clientOf(it, appId),
    senders: it.senders,
    recipients: it.recipients,
    archived: thread.archived,
    ...contentShape(it),
    ...(it.type === 'MESSAGE' ? deliveryShape(thread, it) : {}),
    ...(it.type === 'WELCOME_MESSAGE' ? channelOf(thread) : {}),
    assignedFrom: it.assignedFrom,
    assignedTo: it.assignedTo,
    newStatus: it.newStatus,
  });

/** `properties` names what is wanted; without it the vendor gives a handful. */
export const objectShape = (it: CrmObject, properties: readonly string[] = []): Json => {
  const names = [...new Set([...ALWAYS[it.type], ...properties])];
  return {
    id: it.id,
    properties: Object.fromEntries(names.map((name) => [name, it.properties[name] ?? null])),
    createdAt: iso(it.createdAt),
    updatedAt: iso(it.updatedAt),
    archived: it.archived,
  };
};

/** Right after a write the vendor answers with every property that was written. */
export const writtenShape = (it: CrmObject): Json => ({
  ...objectShape(it),
  properties: { ...it.properties },
});

export const ownerShape = (rep: Rep): Json => {
  const [firstName = rep.name, ...rest] = rep.name.split(' ');
  return {
    id: rep.ownerId,
    email: rep.email,
    type: 'PERSON',
    firstName,
    lastName: rest.join(' '),
    userId: rep.userId,
    userIdIncludingInactive: rep.userId,
    createdAt: LONG_AGO,
    updatedAt: LONG_AGO,
    archived: false,
    teams: [],
  };
};

export const LONG_AGO = '2025-01-01T00:00:00.000Z';

const ALWAYS: Readonly<Record<ObjectType, readonly string[]>> = {
  contacts: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
  tickets: [
    'content',
    'createdate',
    'hs_lastmodifieddate',
    'hs_object_id',
    'hs_pipeline',
    'hs_pipeline_stage',
    'hs_ticket_category',
    'hs_ticket_priority',
    'subject',
  ],
  companies: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
};

const isoOr = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : iso(at);

const compact = (fields: Json): Json =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );

const CLIENTS = { customer: 'HUBSPOT', rep: 'HUBSPOT', api: 'INTEGRATION', rule: 'SYSTEM' };

const clientOf = ({ by }: Message, appId: number): Json => ({
  clientType: CLIENTS[by.source],
  ...(by.source === 'api' ? { integrationAppId: appId } : {}),
});

const contentShape = ({ type, content }: Message): Json => {
  if (content === null) return {};
  const { text, richText, attachments } = content;
  return type === 'WELCOME_MESSAGE' ? { text, richText } : { text, richText, attachments };
};

const channelOf = ({ channel }: Thread): Json => ({
  channelId: CHANNEL_ACCOUNTS[channel].channelId,
  channelAccountId: CHANNEL_ACCOUNTS[channel].id,
});

const deliveryShape = (thread: Thread, it: Message): Json => ({
  subject: it.content?.subject,
  truncationStatus: it.content?.truncation,
  status: statusOf(it),
  direction: it.direction,
  ...channelOf(thread),
});

const statusOf = ({ direction, failure }: Message): Json => {
  if (failure !== undefined)
    return {
      statusType: 'FAILED',
      failureDetails: { errorMessageTokens: {}, errorMessage: failure },
    };
  return { statusType: direction === 'INCOMING' ? 'RECEIVED' : 'SENT' };
};
