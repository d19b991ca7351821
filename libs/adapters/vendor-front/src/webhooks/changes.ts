import type { InputData } from '@deskstream/conversation-domain';
import type { EpochMs } from '@deskstream/kernel';
import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { dataOf, fieldsOf, idOf, textOf } from '../payload';
import { assigneeOf, automaticOf, byOf } from './people';

type Attributes = InputData<'AttributesChanged'>['attributes'];

interface Change {
  readonly event: Fields;
  readonly conversation: Fields;
  readonly connection: VendorConnection;
  readonly at: EpochMs;
}

/**
 * What changed besides messages. Moves, snoozes, links, mentions and calls say nothing: a move alone
 * gives the conversation to nobody, and no command waits for the others.
 */
export const changeFacts = (type: string, change: Change): readonly CanonicalFact[] =>
  changes.get(type)?.(change) ?? [];

type Tell = (change: Change) => readonly CanonicalFact[];

const assigned: Tell = ({ event, conversation, connection, at }) => {
  const target = dataOf(event['target']);
  const assignee = assigneeOf(
    idOf(target['id']) === null ? conversation['assignee'] : target,
    connection,
  );
  return [
    {
      type: 'ConversationAssigned',
      identity: `assigned:${nameOf(event)}`,
      data: { assignee, vendorAt: at, ...byOf(event), ...automaticOf(event) },
    },
  ];
};

const unassigned: Tell = ({ event, at }) => [
  {
    type: 'ConversationAssigned',
    identity: `assigned:${nameOf(event)}`,
    data: {
      assignee: { kind: 'nobody' },
      vendorAt: at,
      ...byOf(event),
      ...automaticOf(event),
    },
  },
];

const closed: Tell = ({ event, at }) => [
  {
    type: 'ConversationClosed',
    identity: `closed:${nameOf(event)}`,
    data: { vendorAt: at, ...byOf(event) },
  },
];

const reopened: Tell = ({ event, at }) => [
  {
    type: 'ConversationReopened',
    identity: `reopened:${nameOf(event)}`,
    data: { vendorAt: at, ...byOf(event) },
  },
];

/** Out of the trash it may be restored and trashed again. */
const deleted: Tell = ({ event, at }) => [
  { type: 'ConversationDeleted', identity: `deleted:${nameOf(event)}`, data: { vendorAt: at } },
];

const tagged =
  (change: 'added' | 'removed'): Tell =>
  ({ event, at }) => {
    const target = dataOf(event['target']);
    const tag = textOf(target['name']) || (idOf(target['id']) ?? '');
    if (tag === '') return [];
    return [
      {
        type: 'TagChanged',
        identity: `tag:${nameOf(event)}`,
        data: { tag, change, vendorAt: at, ...byOf(event) },
      },
    ];
  };

const attributesChanged: Tell = ({ event, conversation, at }) => {
  const attributes = attributesOf(conversation['custom_fields']);
  if (Object.keys(attributes).length === 0) return [];
  return [
    {
      type: 'AttributesChanged',
      identity: `attributes:${nameOf(event)}`,
      data: { attributes, vendorAt: at },
    },
  ];
};

/** With ticketing a conversation ends by its status instead of the archive. */
const statusChanged: Tell = (change) => {
  const category = textOf(change.conversation['status_category']);
  if (category === 'resolved') return closed(change);
  return category === 'open' ? reopened(change) : [];
};

/** The messages of the others are in this one now. */
const merged: Tell = ({ event }) => [
  {
    type: 'GapSuspected',
    identity: `merged:${nameOf(event)}`,
    data: { because: 'conversations were merged', since: 0 },
  },
];

const changes: ReadonlyMap<string, Tell> = new Map(
  Object.entries({
    assign: assigned,
    unassign: unassigned,
    archive: closed,
    reopen: reopened,
    restore: reopened,
    trash: deleted,
    tag: tagged('added'),
    untag: tagged('removed'),
    custom_field_updated: attributesChanged,
    ticket_status_update: statusChanged,
    conversations_merged: merged,
  }),
);

/** The event's id; a body without one is told apart by its time. */
const nameOf = (event: Fields): string => idOf(event['id']) ?? `at:${String(event['emitted_at'])}`;

export const attributesOf = (value: unknown): Attributes =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).filter((entry): entry is [string, Attributes[string]] =>
      isScalar(entry[1]),
    ),
  );

const isScalar = (value: unknown): boolean =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
