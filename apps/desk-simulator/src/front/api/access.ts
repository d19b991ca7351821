import type { ApiAnswer } from '../../api/answers';
import type { FrontCompanyConfig } from '../config';
import { refused } from './answers';

export type TokenState = 'live' | 'revoked' | 'expired' | 'no-api';

/** The three that Front's token page offers (S070). */
export type ScopeFamily = 'shared' | 'private' | 'provisioning';

export interface Needs {
  readonly scope: string | null;
  readonly family?: ScopeFamily;
}

/** What the token may do; the control API changes it, to play a revoked token or a missing scope. */
export interface Access {
  check(authorization: string | undefined, needs: Needs): ApiAnswer | null;
  view(): { readonly state: TokenState; readonly scopes: readonly string[] };
  set(change: { readonly state?: TokenState; readonly scopes?: readonly string[] }): void;
}

export const createAccess = ({ accessToken, scopes = ['*'] }: FrontCompanyConfig): Access => {
  let state: TokenState = 'live';
  let granted = scopes;
  return {
    check: (authorization, needs) => {
      if (authorization !== `Bearer ${accessToken}`) return refused(401, 'Invalid token');
      const problem = PROBLEMS[state];
      if (problem) return problem;
      return grants(granted, needs) ? null : refused(403, 'Missing scope');
    },
    view: () => ({ state, scopes: granted }),
    set: (change) => {
      state = change.state ?? state;
      granted = change.scopes ?? granted;
    },
  };
};

export const TOKEN_STATES: readonly string[] = [
  'live',
  'revoked',
  'expired',
  'no-api',
] satisfies TokenState[];

/** The texts of the last two are our guess. */
const PROBLEMS: { readonly [S in TokenState]: ApiAnswer | null } = {
  live: null,
  revoked: refused(401, 'Invalid token'),
  expired: refused(401, 'Token has expired'),
  'no-api': refused(403, 'API access is not included in your plan'),
};

/** By the scope's own name, or by its family's: `shared:*`, `private:*`, `provisioning`. */
const grants = (granted: readonly string[], { scope, family = 'shared' }: Needs): boolean =>
  scope === null ||
  granted.some((each) => each === '*' || each === scope || each.split(':')[0] === family);
