import type { CallResult, VendorCommand } from '@deskstream/port-vendor';
import { fieldsOf } from '../payload';
import { notExecuted } from './classify';
import type { Session } from './client';
import { assigneeCall, closeCall, moveCall, noteCall, replyCall } from './commands';
import { conversationPath } from './paths';
import { readProfile } from './read-profile';
import { readThread } from './read-thread';
import { resolvedStatus } from './statuses';
import { addTag } from './tags';
import { inboxOf } from './teams';
import { write } from './write';

type Kind = VendorCommand['kind'];
type Command<K extends Kind> = Extract<VendorCommand, { kind: K }>;
type Performer<K extends Kind> = (session: Session, command: Command<K>) => Promise<CallResult>;

/** Reads first where it must, then writes at most once. */
export const perform = (session: Session, command: VendorCommand): Promise<CallResult> =>
  (performers[command.kind] as Performer<Kind>)(session, command);

const assign: Performer<'assign'> = async (session, { conversation, to }) => {
  if (to.kind === 'teammate') return write(session, assigneeCall(conversation, to.id));
  const inbox = await inboxOf(session, to.id);
  return typeof inbox === 'string' ? write(session, moveCall(conversation, inbox)) : inbox;
};

const close: Performer<'close'> = async (session, { conversation }) => {
  const fetched = await session.get(conversationPath(conversation));
  if (fetched.kind === 'refused') return notExecuted(fetched.refusal);
  const status = await resolvedStatus(session, fieldsOf(fetched.json));
  return status === null || typeof status === 'string'
    ? write(session, closeCall(conversation, status))
    : status;
};

const unsupported = (_session: unknown, { kind }: VendorCommand): Promise<CallResult> =>
  Promise.resolve({
    kind: 'rejected',
    code: 'VENDOR.UNSUPPORTED',
    status: 0,
    detail: `Front has no ${kind}`,
  });

const performers: { readonly [K in Kind]: Performer<K> } = {
  reply: (session, command) => write(session, replyCall(command, session.connection)),
  note: (session, command) => write(session, noteCall(command, session.connection)),
  unassign: (session, { conversation }) => write(session, assigneeCall(conversation, null)),
  assign,
  tag: addTag,
  close,
  read: readThread,
  'read-profile': readProfile,
  'ensure-contact': unsupported,
  ticket: unsupported,
  'update-ticket': unsupported,
};
