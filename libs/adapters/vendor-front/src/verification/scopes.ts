import type { ConnectionCheck } from '@deskstream/port-vendor';
import type { Session } from '../api/client';
import { foundOf, ok } from './token-check';

interface Probe {
  /** As Front's token page names it (S070). */
  readonly scope: string;
  readonly code: string;
  readonly path: (teammate: string) => string;
}

/**
 * A token does not tell its scopes; a cheap read that needs each one does: 403 is a scope that is missing.
 * Private resources are read of the AI's own teammate.
 */
const probes: readonly Probe[] = [
  {
    scope: 'Shared Resources',
    code: 'FRONT.SCOPE_SHARED_MISSING',
    path: () => '/conversations?limit=1',
  },
  {
    scope: 'Private Resources',
    code: 'FRONT.SCOPE_PRIVATE_MISSING',
    path: (teammate) => `/teammates/${encodeURIComponent(teammate)}/private_inboxes`,
  },
  {
    scope: 'Provisioning',
    code: 'FRONT.SCOPE_PROVISIONING_MISSING',
    path: () => '/teams',
  },
];

export const scopeChecks = (session: Session): Promise<readonly ConnectionCheck[]> =>
  Promise.all(probes.map((probe) => scopeCheck(session, probe)));

const scopeCheck = async (
  session: Session,
  { scope, code, path }: Probe,
): Promise<ConnectionCheck> => {
  const name = `scope ${scope}`;
  const fetched = await session.get(path(session.connection.aiTeammateId));
  if (fetched.kind === 'ok') return ok(name, 'granted', 'granted');
  const { refusal } = fetched;
  if (refusal.kind === 'rejected' && refusal.status === 403)
    return {
      name,
      result: 'failed',
      code,
      expected: 'granted',
      found: foundOf(refusal),
      fix: `Give the API token the scope "${scope}" in Front (Settings → Developers → API tokens).`,
    };
  return {
    name,
    result: 'warning',
    code: 'FRONT.SCOPE_UNKNOWN',
    expected: 'granted',
    found: foundOf(refusal),
    fix: 'Front did not say whether the scope is granted. Try again.',
  };
};
