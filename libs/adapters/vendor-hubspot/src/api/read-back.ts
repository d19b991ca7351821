import type { EpochMs } from '@deskstream/kernel';
import { sameText } from '@deskstream/platform-text';
import type { ReadBack, VendorCommand } from '@deskstream/port-vendor';
import { agentActor, assigneeOf } from '../actors';
import { mayBeOurs } from '../facts/people';
import type { Fields } from '../payload';
import { idOf, textOf, timeOf } from '../payload';
import { findContact } from './contacts';
import { paths } from './paths';
import type { Session } from './session';
import { hasTag } from './tags';
import { createdAt, messagesOf, threadIdOf } from './threads';
import { findTicket, updateStands } from './tickets';

type Of<K extends VendorCommand['kind']> = Extract<VendorCommand, { readonly kind: K }>;

/** Which messages may be the effect of one attempt. */
export interface Search {
  readonly notBefore: EpochMs;
  readonly exclude: readonly string[];
}

export const lookFor = (
  session: Session,
  command: VendorCommand,
  search: Search,
): Promise<ReadBack> => {
  const look = LOOK[command.kind] as Look<VendorCommand['kind']>;
  return look(session, command, search);
};

type Look<K extends VendorCommand['kind']> = (
  session: Session,
  command: Of<K>,
  search: Search,
) => Promise<ReadBack>;

const contactFound = (id: string | null): ReadBack => (id === null ? ABSENT : foundAs(id));

/** Newest first; a text that was said twice belongs to the later attempt. */
const ownMessage = async (
  session: Session,
  command: Of<'reply' | 'note'>,
  search: Search,
): Promise<ReadBack> => {
  const thread = await threadIdOf(session, command.conversation);
  const { items, truncated } = await messagesOf(session, thread);
  const own = items.findLast((message) => isEffect(session, message, command, search));
  if (own !== undefined) return { ...foundAs(idOf(own['id'])), ...atOf(own) };
  return truncated ? TOO_LONG : ABSENT;
};

const isEffect = (
  { connection }: Session,
  message: Fields,
  command: Of<'reply' | 'note'>,
  { notBefore, exclude }: Search,
): boolean =>
  message['type'] === (command.kind === 'note' ? 'COMMENT' : 'MESSAGE') &&
  createdAt(message) >= notBefore &&
  !exclude.includes(idOf(message['id']) ?? '') &&
  mayBeOurs(message, connection) &&
  sameText(textOf(message['richText']) || textOf(message['text']), command.text);

const threadStands = async (
  session: Session,
  command: Of<'unassign' | 'assign' | 'close'>,
): Promise<ReadBack> => {
  const id = await threadIdOf(session, command.conversation);
  const thread = await session.read(paths.thread(id));
  if (command.kind === 'close') return foundIf(textOf(thread['status']) === 'CLOSED');
  const assignee = assigneeOf(idOf(thread['assignedTo']), session.connection);
  if (command.kind === 'unassign') return foundIf(assignee.kind !== 'ai');
  const wanted = agentActor(command.to.id);
  return foundIf('id' in assignee && agentActor(assignee.id) === wanted);
};

const ABSENT: ReadBack = { kind: 'absent' };
const TOO_LONG: ReadBack = {
  kind: 'unreadable',
  because: 'the thread has more messages than are read',
  retryAt: null,
};

const foundIf = (stands: boolean, vendorMessageId?: string): ReadBack => {
  if (!stands) return ABSENT;
  return vendorMessageId === undefined ? { kind: 'found' } : { kind: 'found', vendorMessageId };
};

const foundAs = (vendorMessageId: string | null) =>
  vendorMessageId === null
    ? { kind: 'found' as const }
    : { kind: 'found' as const, vendorMessageId };

const atOf = (message: Fields): { vendorAt?: EpochMs } => {
  const at = timeOf(message['createdAt']);
  return at === null ? {} : { vendorAt: at };
};

/** What a read would have told was not told; it is read again. */
const readAgain = (): Promise<ReadBack> => Promise.resolve(ABSENT);

const LOOK: { readonly [K in VendorCommand['kind']]: Look<K> } = {
  reply: ownMessage,
  note: ownMessage,
  unassign: threadStands,
  assign: threadStands,
  close: threadStands,
  tag: async (session, command) => foundIf(await hasTag(session, command)),
  'ensure-contact': async (session, command) => contactFound(await findContact(session, command)),
  ticket: (session, command, { notBefore }) => findTicket(session, command, notBefore),
  'update-ticket': async (session, command) =>
    foundIf(await updateStands(session, command), command.ticketId),
  read: readAgain,
  'read-profile': readAgain,
};
