import type { Ownership } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, textOf, timeOf } from '../payload';
import { assigneeOf, byOf } from '../webhooks/people';
import type { Session } from './client';
import { conversationPath } from './paths';
import { listAll } from './pages';
import { unreadOf, unreadable } from './reading';

/** Who owns it and, where somebody does, who gave it to them: one or two calls. */
export const ownership = async (session: Session, conversation: string): Promise<Ownership> => {
  const fetched = await session.get(conversationPath(conversation));
  if (fetched.kind === 'refused') return unreadOf(fetched.refusal);
  if (fetched.json === undefined) return unreadable('the answer is not JSON');
  const found = fieldsOf(fetched.json);
  if (textOf(found['status']) === 'deleted')
    return { kind: 'gone', because: 'FRONT.CONVERSATION_DELETED' };
  const assignee = assigneeOf(found['assignee'], session.connection);
  const spare = fetched.budget === undefined || fetched.budget.remaining > KEPT_FOR_WRITES;
  return {
    kind: 'known',
    assignee,
    asOf: timeOf(found['updated_at']) ?? session.clock.now(),
    open: isOpen(found),
    ...(spare && assignee.kind !== 'nobody' ? await lastAssigner(session, conversation) : {}),
  };
};

export const isOpen = (conversation: Fields): boolean =>
  textOf(conversation['status']) !== 'archived' &&
  textOf(conversation['status_category']) !== 'resolved';

/** Below this who assigned it goes unasked: the budget is the whole company's. */
const KEPT_FOR_WRITES = 5;

/** The newest page of events; longer ago is of no interest. A refusal is not worth losing the owner for. */
const lastAssigner = async (
  session: Session,
  conversation: string,
): Promise<{ readonly assignedBy?: string }> => {
  const path = conversationPath(conversation, '/events');
  const listed = await listAll(session, { path, query: 'limit=15', maxPages: 1 });
  if (listed.kind === 'refused') return {};
  const changes = listed.items.filter(({ type }) => type === 'assign' || type === 'unassign');
  const newest = changes.sort((one, other) => emittedAt(other) - emittedAt(one))[0];
  const assignedBy = newest === undefined ? undefined : byOf(newest).by?.id;
  return assignedBy === undefined ? {} : { assignedBy };
};

const emittedAt = (event: Fields): number => timeOf(event['emitted_at']) ?? 0;
