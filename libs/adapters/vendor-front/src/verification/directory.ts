import type { DeskDirectory, DeskTeammate } from '@deskstream/port-vendor';
import type { Session } from '../api/client';
import { fieldsOf, idOf, listOf, textOf } from '../payload';
import { foundOf, tokenRefused } from './token-check';

/** The company of the token (`GET /me`) and its teammates (`GET /teammates`). */
export const directoryOf = async (session: Session): Promise<DeskDirectory> => {
  const me = await session.get('/me');
  if (me.kind === 'refused') return { kind: 'refused', check: tokenRefused('token', me.refusal) };
  const account = { externalWorkspaceId: idOf(fieldsOf(me.json)['id']) ?? '' };
  const listed = await session.get('/teammates');
  if (listed.kind === 'ok') {
    const teammates = listOf(fieldsOf(listed.json)['_results']).map(teammateOf);
    return { kind: 'read', account, teammates, problem: null };
  }
  const problem = {
    name: 'read teammates',
    result: 'warning',
    code: 'FRONT.TEAMMATES_UNREADABLE',
    expected: 'the teammates of the company',
    found: foundOf(listed.refusal),
    fix: 'Make a token with the scope Shared Resources, or type the id of the teammate (tea_…).',
  } as const;
  return { kind: 'read', account, teammates: [], problem };
};

const teammateOf = (listed: unknown): DeskTeammate => {
  const teammate = fieldsOf(listed);
  const id = idOf(teammate['id']) ?? '';
  const name = `${textOf(teammate['first_name'])} ${textOf(teammate['last_name'])}`.trim();
  return {
    id,
    name: name || textOf(teammate['username']) || id,
    email: textOf(teammate['email']) || null,
    unfit: teammate['is_blocked'] === true ? 'is blocked' : null,
  };
};
