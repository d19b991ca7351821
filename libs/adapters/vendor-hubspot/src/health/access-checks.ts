import type { ConnectionCheck, VendorConnection } from '@deskstream/port-vendor';
import { aiActor } from '../actors';
import { paths } from '../api/paths';
import type { Session } from '../api/session';
import { endedWith } from '../api/session';
import { listOf } from '../payload';

/** HubSpot sends as a user of the account, and as nobody else. */
export const checkAssistant = async (
  session: Session,
  connection: VendorConnection,
): Promise<readonly ConnectionCheck[]> => {
  const actor = aiActor(connection);
  const expected = `user ${actor} is an agent of the account`;
  const found = actor.startsWith('A-') ? await session.find(paths.actor(actor)) : null;
  if (found !== null) return [{ name: 'assistant', result: 'ok', expected, found: actor }];
  return [
    {
      name: 'assistant',
      result: 'failed',
      code: 'HUBSPOT.ASSISTANT_UNKNOWN',
      expected,
      found: `HubSpot knows no agent ${actor}`,
      fix: 'Choose a HubSpot user to speak as and set its user id (not its owner id) as the AI teammate.',
    },
  ];
};

/** On its own, since conversations work without it (S051, S052). */
export const checkCrm = async (session: Session): Promise<readonly ConnectionCheck[]> => {
  const expected = 'contacts can be read';
  const code = 'HUBSPOT.CRM_NOT_CONNECTED';
  const refused = await refusalOf(session, paths.anyContact);
  if (refused === null) return [{ name: 'crm', result: 'ok', expected, found: 'they can' }];
  const fix = 'Grant crm.objects.contacts.read; profiles and tickets of contacts need it.';
  return [{ name: 'crm', result: 'failed', code, expected, found: refused, fix }];
};

/** S045: a ticket needs a pipeline with a stage. */
export const checkTickets = async (session: Session): Promise<readonly ConnectionCheck[]> => {
  const name = 'tickets';
  const expected = 'there is a ticket pipeline';
  try {
    const { results } = await session.read(paths.ticketPipelines);
    const { length } = listOf(results);
    if (length > 0) return [{ name, result: 'ok', expected, found: `${length}` }];
    const fix = 'Make a pipeline for tickets in HubSpot, or switch tickets off.';
    const code = 'HUBSPOT.NO_PIPELINE';
    return [{ name, result: 'warning', code, expected, found: 'none', fix }];
  } catch (error) {
    const ended = endedWith(error);
    if (ended.kind !== 'rejected' || ended.status === 401) throw error;
    const fix = 'Grant tickets to the app, or switch tickets off in the settings.';
    const code = 'HUBSPOT.TICKETS_NOT_ALLOWED';
    return [{ name, result: 'warning', code, expected, found: ended.detail, fix }];
  }
};

const refusalOf = async (session: Session, path: string): Promise<string | null> => {
  try {
    await session.read(path);
    return null;
  } catch (error) {
    const ended = endedWith(error);
    if (ended.kind !== 'rejected' || ended.status === 401) throw error;
    return ended.detail;
  }
};
