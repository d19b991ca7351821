import type { ConnectionCheck, DeskDirectory, DeskTeammate } from '@deskstream/port-vendor';
import { PAGE, paths } from '../api/paths';
import type { Session } from '../api/session';
import { endedWith } from '../api/session';
import { listAll } from '../api/threads';
import { fieldsOf, idOf, textOf } from '../payload';
import { checkToken, tokenInfo } from './account-checks';
import { failedCheck } from './failed-check';

/** The account and app of the token, and the users it can speak as (`GET /crm/v3/owners`). */
export const directoryOf = async (session: Session): Promise<DeskDirectory> => {
  const { connection } = session;
  const [format] = checkToken(connection);
  if (format?.result === 'failed') return { kind: 'refused', check: format };
  try {
    const externalWorkspaceId = idOf((await session.read(paths.account))['portalId']) ?? '';
    const appId = idOf((await tokenInfo(session, connection))?.['appId']);
    const account = { externalWorkspaceId, ...(appId === null ? {} : { appId }) };
    return { kind: 'read', account, ...(await ownersOf(session)) };
  } catch (error) {
    return { kind: 'refused', check: failedCheck('token', endedWith(error)) };
  }
};

const ownersOf = async (session: Session) => {
  try {
    const { items, truncated } = await listAll(session, paths.owners, MOST_PAGES);
    return {
      teammates: items.flatMap(teammateOf),
      problem: truncated ? notAll(items.length) : null,
    };
  } catch (error) {
    const { fix: _, ...check } = failedCheck('users', endedWith(error));
    return { teammates: [], problem: { ...check, result: 'warning', fix: FIX } as ConnectionCheck };
  }
};

/** Pages of 100: 5,000 owners. */
const MOST_PAGES = 50;

const notAll = (listed: number): ConnectionCheck => ({
  name: 'users',
  result: 'warning',
  code: 'HUBSPOT.MANY_USERS',
  expected: `at most ${MOST_PAGES * PAGE} users`,
  found: `more; the first ${listed} are listed`,
  fix: 'If the user is not in the list, type the id (Settings → Users; not the owner id).',
});

const FIX =
  'Grant crm.objects.owners.read to the app, or type the id of the user (Settings → Users; not the owner id).';

/** Owners without a user have left the account. */
const teammateOf = (listed: unknown): readonly DeskTeammate[] => {
  const owner = fieldsOf(listed);
  const id = idOf(owner['userId']);
  if (id === null) return [];
  const name = `${textOf(owner['firstName'])} ${textOf(owner['lastName'])}`.trim();
  const email = textOf(owner['email']);
  return [{ id, name: name || email || id, email: email || null, unfit: null }];
};
