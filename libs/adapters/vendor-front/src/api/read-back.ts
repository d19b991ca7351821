import type { EpochMs } from '@deskstream/kernel';
import type { ReadBack, VendorCommand } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, textOf, timeOf } from '../payload';
import { sameText } from '@deskstream/platform-text';
import { assigneeOf, senderRole } from '../webhooks/people';
import { mergedTarget } from './classify';
import type { Session } from './client';
import { isOpen } from './ownership';
import { FULL_PAGE, conversationPath } from './paths';
import type { Listed } from './pages';
import { listAll } from './pages';
import { unreadOf } from './reading';
import { sameName } from './tags';
import { inboxOf } from './teams';

export interface Search {
  readonly notBefore: EpochMs;
  /** Message ids and uids that belong to other commands. */
  readonly exclude: readonly string[];
}

/** Looks where the command would have left its mark; in the surviving conversation after a merge. */
export const readBack = async (
  session: Session,
  command: VendorCommand,
  search: Search,
): Promise<ReadBack> => {
  const fetched = await session.get(conversationPath(command.conversation));
  if (fetched.kind === 'ok')
    return effectOf(session, command, { search, conversation: fieldsOf(fetched.json) });
  const survivor = fetched.answer?.status === 301 ? mergedTarget(fetched.answer) : null;
  if (survivor !== null && survivor !== command.conversation && isWording(command))
    return wordingIn(session, { ...command, conversation: survivor }, search);
  const unread = unreadOf(fetched.refusal);
  return unread.kind === 'gone' ? ABSENT : unread;
};

const ABSENT: ReadBack = { kind: 'absent' };

interface Look {
  readonly conversation: Fields;
  readonly search: Search;
}

const effectOf = (
  session: Session,
  command: VendorCommand,
  look: Look,
): Promise<ReadBack> | ReadBack => {
  if (isWording(command)) return wordingIn(session, command, look.search);
  if (command.kind === 'assign' && command.to.kind === 'team')
    return isInInbox(session, command, look.conversation);
  return foundWhen(hasMark(session, command, look.conversation), look.conversation);
};

/** Reads, and what Front has none of, leave no mark: they are simply done again. */
const hasMark = (
  { connection }: Session,
  command: VendorCommand,
  conversation: Fields,
): boolean => {
  const owner = assigneeOf(conversation['assignee'], connection);
  if (command.kind === 'unassign') return owner.kind !== 'ai';
  if (command.kind === 'assign') return 'id' in owner && owner.id === command.to.id;
  if (command.kind === 'tag') return hasTag(conversation, command.tag);
  return command.kind === 'close' && !isOpen(conversation);
};

const foundWhen = (isThere: boolean, conversation: Fields): ReadBack => {
  const vendorAt = timeOf(conversation['updated_at']);
  if (!isThere) return ABSENT;
  return vendorAt === null ? { kind: 'found' } : { kind: 'found', vendorAt };
};

const hasTag = (conversation: Fields, tag: string): boolean =>
  listOf(conversation['tags']).some((each) => sameName(textOf(fieldsOf(each)['name']), tag));

const isInInbox = async (
  session: Session,
  { conversation, to }: Extract<VendorCommand, { kind: 'assign' }>,
  found: Fields,
): Promise<ReadBack> => {
  const inbox = await inboxOf(session, to.id);
  if (typeof inbox !== 'string') return ABSENT;
  const path = conversationPath(conversation, '/inboxes');
  const listed = await listAll(session, { path, query: '', maxPages: 1 });
  if (listed.kind === 'refused') return unreadAs(listed);
  return foundWhen(
    listed.items.some(({ id }) => id === inbox),
    found,
  );
};

type Wording = Extract<VendorCommand, { kind: 'reply' | 'note' }>;

const isWording = (command: VendorCommand): command is Wording =>
  command.kind === 'reply' || command.kind === 'note';

/** A reply is taken before it exists, so absent may mean "not yet": the dispatcher looks again. */
const wordingIn = async (session: Session, command: Wording, search: Search): Promise<ReadBack> => {
  const isNote = command.kind === 'note';
  const listed = await listAll(session, {
    path: conversationPath(command.conversation, isNote ? '/comments' : '/messages'),
    query: isNote ? '' : FULL_PAGE,
    maxPages: isNote ? 1 : 5,
    isEnough: (page) => page.some((each) => writtenAt(each) < search.notBefore),
  });
  if (listed.kind === 'refused') return unreadAs(listed);
  const ours = listed.items.filter(
    (each) => isOurs(session, each) && isWithin(each, search) && says(each, command.text),
  );
  const newest = ours.sort((one, other) => writtenAt(other) - writtenAt(one))[0];
  return newest === undefined ? ABSENT : described(newest);
};

const unreadAs = ({ refusal }: Extract<Listed, { kind: 'refused' }>): ReadBack => {
  const unread = unreadOf(refusal);
  return unread.kind === 'gone' ? ABSENT : unread;
};

/**
 * By our teammate, or by a machine: which author Front shows for a reply of the API is not documented, and
 * the same words from a machine since our call are ours; a second reply would be worse.
 */
const isOurs = ({ connection }: Session, written: Fields): boolean => {
  if (written['is_inbound'] === true || written['is_draft'] === true) return false;
  const role = senderRole(fieldsOf(written['author']), undefined, connection);
  return role === 'ai' || role === 'bot';
};

const isWithin = (written: Fields, { notBefore, exclude }: Search): boolean =>
  writtenAt(written) >= notBefore &&
  !exclude.includes(idOf(written['id']) ?? '') &&
  !exclude.includes(idOf(written['message_uid']) ?? '');

const says = (written: Fields, text: string): boolean =>
  sameText(textOf(written['body']), text) || sameText(textOf(written['text']), text);

const writtenAt = (written: Fields): EpochMs =>
  timeOf(written['created_at']) ?? timeOf(written['posted_at']) ?? 0;

const described = (written: Fields): ReadBack => {
  const id = idOf(written['message_uid']) ?? idOf(written['id']);
  return {
    kind: 'found',
    ...(id === null ? {} : { vendorMessageId: id }),
    vendorAt: writtenAt(written),
  };
};
