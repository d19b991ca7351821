import type { CallResult, VendorCommand } from '@deskstream/port-vendor';
import { fieldsOf, idOf, textOf } from '../payload';
import { ticketIdOf } from '../webhooks/event';
import { paths } from './paths';
import type { Session } from './session';
import { CallEnded } from './session';
import { ticketOfThread } from './threads';

type Tag = Extract<VendorCommand, { kind: 'tag' }>;
type TaggedType = 'tickets' | 'contacts';

/** Threads have no tags (vendors/hubspot.md §5, Attributes): a property holds them, parted by semicolons. */
export const TAGS = 'deskstream_tags';

interface Tagged {
  readonly type: TaggedType;
  readonly id: string;
}

/** On the thread's ticket, else on its contact. */
export const addTag = async (session: Session, command: Tag): Promise<CallResult> => {
  const target = await taggedOf(session, command.conversation);
  await ensureTagProperty(session, target.type);
  const tags = await tagsOf(session, target);
  if (!tags.includes(command.tag)) {
    const properties = { [TAGS]: [...tags, command.tag].join(';') };
    await session.write('PATCH', patchPath(target), { properties });
  }
  return { kind: 'done', vendorMessageId: target.id, ...session.budget() };
};

export const hasTag = async (session: Session, command: Tag): Promise<boolean> =>
  (await tagsOf(session, await taggedOf(session, command.conversation))).includes(command.tag);

/**
 * A command makes one write. Making the property is that write the first time; the tag itself waits for
 * the next attempt.
 */
export const ensureTagProperty = async (session: Session, type: TaggedType): Promise<void> => {
  if ((await session.find(paths.property(type, TAGS))) !== null) return;
  await session.write('POST', paths.properties(type), {
    name: TAGS,
    label: 'Deskstream tags',
    description: 'Set by Deskstream, parted by semicolons.',
    groupName: type === 'tickets' ? 'ticketinformation' : 'contactinformation',
    type: 'string',
    fieldType: 'text',
  });
  throw new CallEnded({ kind: 'unreachable', because: 'HUBSPOT.PROPERTY_CREATED' });
};

const taggedOf = async (session: Session, conversation: string): Promise<Tagged> => {
  const known = ticketIdOf(conversation);
  if (known !== null) return { type: 'tickets', id: known };
  const thread = await session.read(paths.threadWithTicket(conversation));
  const ticket = ticketOfThread(thread);
  if (ticket !== null) return { type: 'tickets', id: ticket };
  const contact = idOf(thread['associatedContactId']);
  if (contact === null) throw new CallEnded(NOTHING_TO_TAG);
  return { type: 'contacts', id: contact };
};

export const tagsOf = async (
  session: Session,
  { type, id }: Tagged,
): Promise<readonly string[]> => {
  const path = type === 'tickets' ? paths.ticket(id, TAGS) : paths.contact(id, TAGS);
  const { properties } = await session.read(path);
  const tags = textOf(fieldsOf(properties)[TAGS]).split(';');
  return tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
};

const patchPath = ({ type, id }: Tagged): string =>
  type === 'tickets' ? paths.patchTicket(id) : paths.patchContact(id);

const NOTHING_TO_TAG = {
  kind: 'rejected' as const,
  code: 'HUBSPOT.NOTHING_TO_TAG',
  status: 0,
  detail: 'Threads have no tags in HubSpot, and this one has neither a ticket nor a contact.',
};
