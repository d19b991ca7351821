import type { CallResult, VendorCommand } from '@deskstream/port-vendor';
import type { Session } from './client';
import { assignCall, closeCall, wordsCall } from './commands';
import { ensureContact } from './contacts';
import { ownPart } from './own-part';
import { readProfile } from './read-profile';
import { readThread } from './read-thread';
import { addTag } from './tags';
import { write } from './write';

type Kind = VendorCommand['kind'];
type Command<K extends Kind> = Extract<VendorCommand, { kind: K }>;
type Performer<K extends Kind> = (session: Session, command: Command<K>) => Promise<CallResult>;

/** Reads first where it must, then writes at most once. */
export const perform = (session: Session, command: VendorCommand): Promise<CallResult> =>
  (performers[command.kind] as Performer<Kind>)(session, command);

/** The answer holds the new part; without a readable body it is recognised by its author later. */
const say = (session: Session, command: Command<'reply' | 'note'>): Promise<CallResult> =>
  write(session, wordsCall(command, session.connection), (item) =>
    ownPart(item, command, session.connection, { notBefore: 0, exclude: [] }),
  );

const assign = (session: Session, command: Command<'assign' | 'unassign'>): Promise<CallResult> =>
  write(session, assignCall(command, session.connection));

/** Intercom's tickets need a ticket type of the workspace; the conversation itself is what a person works on. */
const unsupported = (_: Session, { kind }: VendorCommand): Promise<CallResult> =>
  Promise.resolve({
    kind: 'rejected',
    code: 'VENDOR.UNSUPPORTED',
    status: 0,
    detail: `Intercom has no ${kind}`,
  });

const performers: { readonly [K in Kind]: Performer<K> } = {
  reply: say,
  note: say,
  unassign: assign,
  assign,
  tag: addTag,
  close: (session, command) => write(session, closeCall(command, session.connection)),
  read: readThread,
  'read-profile': readProfile,
  'ensure-contact': ensureContact,
  ticket: unsupported,
  'update-ticket': unsupported,
};
