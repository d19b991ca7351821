import type { Assignee } from '@deskstream/conversation-domain';
import type { ReadBack, VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { ownerOf } from '../webhooks/assignment';
import type { Session } from './client';
import { readPath } from './commands';
import { findContact } from './contacts';
import type { Search, Wording } from './own-part';
import { ownPart } from './own-part';
import { isOpen } from './ownership';
import { readingOf, unreadOf } from './reading';
import { isTagged } from './tags';
import { updatedAt } from './write';

/** Words are looked for by time and id, so that earlier ones do not count; everything else is a state. */
export const readBack = async (
  session: Session,
  command: VendorCommand,
  search: Search,
): Promise<ReadBack> => {
  if (command.kind === 'ensure-contact') return contactBack(session, command.email);
  const reading = readingOf(await session.get(readPath(command.conversation)));
  if (reading.kind === 'unreadable') return reading;
  if (reading.kind === 'gone') return { kind: 'absent' };
  if (command.kind === 'reply' || command.kind === 'note')
    return wordsBack(reading.item, command, session.connection, search);
  return isDone(reading.item, command, session.connection)
    ? { kind: 'found', ...updatedAt(reading.item) }
    : { kind: 'absent' };
};

const contactBack = async (session: Session, email: string): Promise<ReadBack> => {
  const found = await findContact(session, email);
  if (found.kind === 'found') return { kind: 'found', vendorMessageId: found.id };
  if (found.kind === 'absent') return found;
  const unread = unreadOf(found.refusal);
  return unread.kind === 'gone' ? { kind: 'absent' } : unread;
};

const wordsBack = (
  item: Fields,
  command: Wording,
  connection: VendorConnection,
  search: Search,
): ReadBack => {
  const part = ownPart(item, command, connection, search);
  return part === null ? { kind: 'absent' } : { kind: 'found', ...part };
};

/** Is the conversation in the state that the command asks for? Reads and tickets have no effect to look for. */
const isDone = (item: Fields, command: VendorCommand, connection: VendorConnection): boolean => {
  if (command.kind === 'tag') return isTagged(item, command.tag);
  if (command.kind === 'close') return !isOpen(item);
  const owner = ownerOf(item, connection);
  if (command.kind === 'unassign') return owner.kind !== 'ai';
  return command.kind === 'assign' && isSame(owner, command.to);
};

const isSame = (one: Assignee, other: Assignee): boolean =>
  one.kind === other.kind && 'id' in one && 'id' in other && one.id === other.id;
