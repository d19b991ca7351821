import type { ConnectionCheck, VendorConnection } from '@deskstream/port-vendor';
import type { Refusal } from '../api/classify';
import type { Session } from '../api/client';
import { claimedScopes } from './token-claims';
import { foundOf, ok } from './token-check';

interface Probe {
  /** As Front's token page names it (S070). */
  readonly scope: string;
  readonly code: string;
  /** As a token lists it. */
  readonly claim: string;
  readonly path: (teammate: string) => string;
}

/**
 * A cheap read that needs each scope: 403 is a scope that is missing. Private resources are read of the
 * AI's own teammate. Provisioning is SCIM's, which has no read here: the directory stands in for it, and a
 * token that is a JWT and lists its scopes is believed first.
 */
const probes: readonly Probe[] = [
  {
    scope: 'Shared Resources',
    code: 'FRONT.SCOPE_SHARED_MISSING',
    claim: 'shared:',
    path: () => '/conversations?limit=1',
  },
  {
    scope: 'Private Resources',
    code: 'FRONT.SCOPE_PRIVATE_MISSING',
    claim: 'private:',
    path: (teammate) => `/teammates/${encodeURIComponent(teammate)}/private_inboxes`,
  },
  {
    scope: 'Provisioning',
    code: 'FRONT.SCOPE_PROVISIONING_MISSING',
    claim: 'provisioning',
    path: () => '/teams',
  },
];

/** What is read for want of a token that lists its scopes. */
export const probedBy = ({ accessToken, aiTeammateId }: VendorConnection): readonly string[] =>
  claimedScopes(accessToken) === null
    ? probes.map(({ path }) => `GET ${path(aiTeammateId).replace(/\?.*/, '')}`)
    : [];

export const scopeChecks = (session: Session): Promise<readonly ConnectionCheck[]> =>
  Promise.all(probes.map((probe) => scopeCheck(session, probe)));

const scopeCheck = async (session: Session, probe: Probe): Promise<ConnectionCheck> => {
  const { connection } = session;
  const claimed = claimedScopes(connection.accessToken);
  if (claimed !== null)
    return claimed.some((each) => each === '*' || each.startsWith(probe.claim))
      ? ok(nameOf(probe), 'granted', 'granted by the token')
      : missing(probe, `the token lists ${claimed.join(', ') || 'none'}`);
  const fetched = await session.get(probe.path(connection.aiTeammateId));
  return fetched.kind === 'ok'
    ? ok(nameOf(probe), 'granted', 'granted')
    : refusedCheck(probe, fetched.refusal);
};

const nameOf = ({ scope }: Probe): string => `scope ${scope}`;

const refusedCheck = (probe: Probe, refusal: Refusal): ConnectionCheck => {
  const found = foundOf(refusal);
  if (refusal.kind === 'rejected' && refusal.status === 403) return missing(probe, found);
  if (refusal.kind === 'rejected' && refusal.status === 404)
    return ok(nameOf(probe), 'granted', `not refused (${found})`);
  return {
    name: nameOf(probe),
    result: 'warning',
    code: 'FRONT.SCOPE_UNKNOWN',
    expected: 'granted',
    found,
    fix: 'Front did not say whether the scope is granted. Try again.',
  };
};

const missing = (probe: Probe, found: string): ConnectionCheck => ({
  name: nameOf(probe),
  result: 'failed',
  code: probe.code,
  expected: 'granted',
  found,
  fix: `Give the API token the scope "${probe.scope}" in Front (Settings → Developers → API tokens).`,
});
