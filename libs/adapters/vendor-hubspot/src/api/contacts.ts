import type { CallResult, VendorCommand } from '@deskstream/port-vendor';
import { idOf } from '../payload';
import { paths } from './paths';
import type { NotDone, Session } from './session';
import { endedWith } from './session';

type EnsureContact = Extract<VendorCommand, { kind: 'ensure-contact' }>;

/** Looked up by its address and not searched for: the search index lags (vendors/hubspot.md §5, Limits). */
export const findContact = async (
  session: Session,
  { email }: EnsureContact,
): Promise<string | null> => {
  const contact = await session.find(paths.contactByEmail(email));
  return contact === null ? null : idOf(contact['id']);
};

export const ensureContact = async (
  session: Session,
  command: EnsureContact,
): Promise<CallResult> => {
  const known = await findContact(session, command);
  if (known !== null) return doneWith(session, known);
  try {
    const made = await session.write('POST', paths.contacts, { properties: propertiesOf(command) });
    return doneWith(session, idOf(made['id']));
  } catch (error) {
    const ended = endedWith(error);
    const existing = existingIdOf(ended);
    return existing === null ? ended : doneWith(session, existing);
  }
};

const doneWith = (session: Session, id: string | null): CallResult => ({
  kind: 'done',
  ...(id === null ? {} : { vendorMessageId: id }),
  ...session.budget(),
});

/** The text of a 409 ends with the id that has the address already. */
const existingIdOf = (ended: NotDone): string | null =>
  ended.kind === 'rejected' && ended.status === 409
    ? (/(\d+)\D*$/.exec(ended.detail)?.[1] ?? null)
    : null;

const propertiesOf = ({ email, name = '' }: EnsureContact): Readonly<Record<string, string>> => {
  const [firstname = '', ...rest] = name.trim().split(/\s+/);
  const lastname = rest.join(' ');
  return {
    email,
    ...(firstname === '' ? {} : { firstname }),
    ...(lastname === '' ? {} : { lastname }),
  };
};
