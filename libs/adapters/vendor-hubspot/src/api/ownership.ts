import type { Ownership } from '@deskstream/port-vendor';
import { assigneeOf } from '../actors';
import { idOf } from '../payload';
import { paths } from './paths';
import type { NotDone, Session } from './session';
import { endedWith, isNotFound } from './session';
import { isOpen, messagesOf, threadIdOf } from './threads';

/** The thread tells who has it, its messages who gave it to them. */
export const ownershipOf = async (session: Session, conversation: string): Promise<Ownership> => {
  try {
    const id = await threadIdOf(session, conversation);
    const thread = await session.read(paths.thread(id));
    const asOf = session.clock.now();
    const assignee = assigneeOf(idOf(thread['assignedTo']), session.connection);
    const assignedBy = assignee.kind === 'nobody' ? null : await lastAssigner(session, id);
    return {
      kind: 'known',
      assignee,
      asOf,
      open: isOpen(thread),
      ...(assignedBy === null ? {} : { assignedBy }),
    };
  } catch (error) {
    const ended = endedWith(error);
    return isNotFound(error) ? gone(ended) : unreadable(ended);
  }
};

/** Good to know, and no reason to fail when it cannot be read. */
const lastAssigner = async (session: Session, thread: string): Promise<string | null> => {
  try {
    const { items } = await messagesOf(session, thread);
    return idOf(items.findLast(({ type }) => type === 'ASSIGNMENT')?.['createdBy']);
  } catch (error) {
    endedWith(error);
    return null;
  }
};

const gone = (ended: NotDone): Ownership => ({
  kind: 'gone',
  because: ended.kind === 'rejected' ? ended.code : ended.kind,
});

export const unreadable = (ended: NotDone) => ({
  kind: 'unreadable' as const,
  because: becauseOf(ended),
  retryAt: ended.kind === 'throttled' ? ended.retryAt : null,
});

const becauseOf = (ended: NotDone): string => {
  if (ended.kind === 'rejected') return ended.code;
  return ended.kind === 'throttled' ? 'HTTP 429' : ended.because;
};
