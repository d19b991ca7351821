import type { CallResult, VendorCommand } from '@deskstream/port-vendor';
import { agentActor } from '../actors';
import type { Fields } from '../payload';
import { fieldsOf, idOf, textOf, timeOf } from '../payload';
import { ensureContact } from './contacts';
import { paths } from './paths';
import { readProfile } from './profile';
import { readConversation } from './read-thread';
import type { Session } from './session';
import { addTag } from './tags';
import { threadIdOf } from './threads';
import { createTicket, updateTicket } from './tickets';
import { commentBody, replyBody } from './words';

type Of<K extends VendorCommand['kind']> = Extract<VendorCommand, { readonly kind: K }>;

/** Reads first, then the one write. What fails ends it with `CallEnded`. */
export const performWith = (session: Session, command: VendorCommand): Promise<CallResult> => {
  const perform = PERFORM[command.kind] as (
    session: Session,
    command: VendorCommand,
  ) => Promise<CallResult>;
  return perform(session, command);
};

const reply = async (session: Session, command: Of<'reply'>): Promise<CallResult> => {
  const thread = await threadIdOf(session, command.conversation);
  const body = await replyBody(session, thread, command.text);
  return spoken(session, await session.write('POST', paths.messages(thread), body));
};

const note = async (session: Session, command: Of<'note'>): Promise<CallResult> => {
  const thread = await threadIdOf(session, command.conversation);
  const body = commentBody(command.text);
  return spoken(session, await session.write('POST', paths.messages(thread), body));
};

const unassign = async (session: Session, command: Of<'unassign'>): Promise<CallResult> => {
  const thread = await threadIdOf(session, command.conversation);
  await session.write('DELETE', paths.assignee(thread));
  return { kind: 'done', ...session.budget() };
};

const assign = async (
  session: Session,
  { conversation, to }: Of<'assign'>,
): Promise<CallResult> => {
  if (to.kind === 'team') return TEAM;
  const thread = await threadIdOf(session, conversation);
  await session.write('PUT', paths.assignee(thread), { actorId: agentActor(to.id) });
  return { kind: 'done', ...session.budget() };
};

const close = async (session: Session, command: Of<'close'>): Promise<CallResult> => {
  const thread = await threadIdOf(session, command.conversation);
  const closed = await session.write('PATCH', paths.thread(thread), { status: 'CLOSED' });
  const at = timeOf(closed['closedAt']);
  return { kind: 'done', ...(at === null ? {} : { vendorAt: at }), ...session.budget() };
};

/** The thread has the message, yet its channel may have refused it already (S059). */
const spoken = (session: Session, message: Fields): CallResult => {
  const status = fieldsOf(message['status']);
  if (status['statusType'] === 'FAILED') return undeliverable(status);
  const id = idOf(message['id']);
  const at = timeOf(message['createdAt']);
  return {
    kind: 'done',
    ...(id === null ? {} : { vendorMessageId: id }),
    ...(at === null ? {} : { vendorAt: at }),
    ...session.budget(),
  };
};

const undeliverable = (status: Fields): CallResult => ({
  kind: 'rejected',
  code: 'HUBSPOT.MESSAGE_FAILED',
  status: 201,
  detail:
    textOf(fieldsOf(status['failureDetails'])['errorMessage']).slice(0, 200) ||
    'The channel refused the message.',
});

const TEAM: CallResult = {
  kind: 'rejected',
  code: 'VENDOR.UNSUPPORTED',
  status: 0,
  detail: 'HubSpot assigns a thread to a user, not to a team.',
};

const PERFORM: {
  readonly [K in VendorCommand['kind']]: (session: Session, command: Of<K>) => Promise<CallResult>;
} = {
  reply,
  note,
  unassign,
  assign,
  close,
  tag: addTag,
  read: readConversation,
  'read-profile': readProfile,
  'ensure-contact': ensureContact,
  ticket: createTicket,
  'update-ticket': updateTicket,
};
