import type { CallResult } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf } from '../payload';
import { notExecuted } from './classify';
import type { Session } from './client';

/** Only conversations of companies with ticketing have a status category; `null`: archive it. */
export const resolvedStatus = async (
  session: Session,
  conversation: Fields,
): Promise<string | null | CallResult> => {
  if (typeof conversation['status_category'] !== 'string') return null;
  const fetched = await session.get('/company/statuses');
  if (fetched.kind === 'refused') return notExecuted(fetched.refusal);
  const resolved = listOf(fieldsOf(fetched.json)['_results'])
    .map(fieldsOf)
    .find((status) => status['category'] === 'resolved');
  return idOf(resolved?.['id']);
};
