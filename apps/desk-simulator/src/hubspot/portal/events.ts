import type { EpochMs } from '@deskstream/kernel';
import type { By, CrmObject, Message, ObjectType, PortalEvent, Thread } from '../model';

/** Webhook events as the vendor shapes them (vendors/hubspot.md §2); none carries a text. */
export const threadEvent = (
  it: Thread,
  name: 'creation' | 'deletion' | 'privacyDeletion',
  at: EpochMs,
): PortalEvent => ({
  subscriptionType: `conversation.${name}`,
  occurredAt: at,
  conversation: it.id,
  fields: {
    objectId: Number(it.id),
    ...(name === 'creation' ? { changeFlag: 'NEW' } : {}),
    ...(name === 'deletion' ? { changeFlag: 'DELETED' } : {}),
  },
});

export const messageEvent = (it: Thread, { id, type, at }: Message): PortalEvent => ({
  subscriptionType: 'conversation.newMessage',
  occurredAt: at,
  conversation: it.id,
  fields: {
    objectId: Number(it.id),
    messageId: id,
    messageType: type,
    changeFlag: 'NEW_MESSAGE',
  },
});

export const threadPropertyEvent = (
  it: Thread,
  propertyName: 'assignedTo' | 'status' | 'isArchived',
  propertyValue: string,
  { by, at }: { readonly by: By; readonly at: EpochMs },
): PortalEvent => ({
  subscriptionType: 'conversation.propertyChange',
  occurredAt: at,
  conversation: it.id,
  fields: {
    objectId: Number(it.id),
    propertyName,
    propertyValue,
    changeSource: by.source === 'rule' ? 'AUTOMATION_PLATFORM' : 'CONVERSATIONS',
  },
});

type ObjectChange = 'creation' | 'deletion' | 'restore' | 'privacyDeletion';

export const objectEvent = (
  it: CrmObject,
  name: ObjectChange,
  by: By,
  conversation: string | null,
): PortalEvent => ({
  subscriptionType: `${SINGULAR[it.type]}.${name}`,
  occurredAt: it.updatedAt,
  conversation,
  fields: { objectId: Number(it.id), ...sourceOf(by), changeFlag: FLAGS[name] },
});

export const objectPropertyEvent = (
  it: CrmObject,
  propertyName: string,
  by: By,
  conversation: string | null,
): PortalEvent => ({
  subscriptionType: `${SINGULAR[it.type]}.propertyChange`,
  occurredAt: it.updatedAt,
  conversation,
  fields: {
    objectId: Number(it.id),
    propertyName,
    propertyValue: it.properties[propertyName] ?? '',
    ...sourceOf(by),
  },
});

export const associationEvent = (
  from: CrmObject,
  to: CrmObject,
  { removed, primary, at, by }: AssociationDetails,
): PortalEvent => ({
  subscriptionType: `${SINGULAR[from.type]}.associationChange`,
  occurredAt: at,
  conversation: null,
  fields: {
    changeSource: by.source === 'rep' ? 'USER' : 'INTEGRATION',
    associationType: `${SINGULAR[from.type]}_TO_${SINGULAR[to.type]}`.toUpperCase(),
    fromObjectId: Number(from.id),
    toObjectId: Number(to.id),
    associationRemoved: removed,
    isPrimaryAssociation: primary,
  },
});

export interface AssociationDetails {
  readonly removed: boolean;
  readonly primary: boolean;
  readonly at: EpochMs;
  readonly by: By;
}

const SINGULAR: Readonly<Record<ObjectType, string>> = {
  contacts: 'contact',
  tickets: 'ticket',
  companies: 'company',
};

const FLAGS: Readonly<Record<ObjectChange, string>> = {
  creation: 'CREATED',
  deletion: 'DELETED',
  restore: 'RESTORED',
  privacyDeletion: 'DELETED',
};

const sourceOf = (by: By): Readonly<Record<string, string>> => {
  if (by.source === 'rep')
    return { changeSource: 'CRM_UI', sourceId: `userId:${by.actorId.slice(2)}` };
  if (by.source === 'rule') return { changeSource: 'AUTOMATION_PLATFORM' };
  return { changeSource: by.source === 'api' ? 'INTEGRATION' : 'CONVERSATIONS' };
};
