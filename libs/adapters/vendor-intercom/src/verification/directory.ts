import type { DeskDirectory, DeskTeammate } from '@deskstream/port-vendor';
import { foundOf } from '../api/classify';
import type { Session } from '../api/client';
import { fieldsOf, idOf, listOf, textOf } from '../payload';
import { tokenRefused } from './token-check';

/** The workspace of the token (`GET /me`) and its admins (`GET /admins`). */
export const directoryOf = async (session: Session): Promise<DeskDirectory> => {
  const me = await session.get('/me');
  if (me.kind === 'refused') return { kind: 'refused', check: tokenRefused(me.refusal) };
  const externalWorkspaceId = idOf(fieldsOf(fieldsOf(me.json)['app'])['id_code']) ?? '';
  const account = { externalWorkspaceId };
  const admins = await session.get('/admins');
  if (admins.kind === 'ok') {
    const teammates = listOf(fieldsOf(admins.json)['admins']).map(teammateOf);
    return { kind: 'read', account, teammates, problem: null };
  }
  const problem = {
    name: 'read admins',
    result: 'warning',
    code: 'INTERCOM.ADMINS_UNREADABLE',
    expected: 'the admins of the workspace',
    found: foundOf(admins.refusal),
    fix: 'Give the app the permission to read admins in the Developer Hub, or type the id of the admin.',
  } as const;
  return { kind: 'read', account, teammates: [], problem };
};

const teammateOf = (listed: unknown): DeskTeammate => {
  const admin = fieldsOf(listed);
  const id = idOf(admin['id']) ?? '';
  return {
    id,
    name: textOf(admin['name']) || id,
    email: textOf(admin['email']) || null,
    unfit: admin['has_inbox_seat'] === false ? 'has no inbox seat' : null,
  };
};
