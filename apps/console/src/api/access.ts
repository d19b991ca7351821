import { get, patch, post } from './client';

export type Role = 'viewer' | 'engineer' | 'admin';

export interface Me {
  /** `open`: anyone on this machine is admin. */
  readonly mode: 'accounts' | 'open';
  /** `null`: nobody is signed in. */
  readonly me: {
    readonly kind: 'account' | 'token' | 'open';
    readonly name: string;
    readonly role: Role;
  } | null;
  /** Name of the identity provider, where there is one. */
  readonly provider: string | null;
}

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly signsIn: 'password' | 'provider';
  readonly disabledAt: number | null;
  readonly lastSignInAt: number | null;
}

export interface Token {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdBy: string;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number | null;
}

export interface Act {
  readonly id: string;
  readonly at: number;
  readonly kind: string;
  readonly name: string;
  readonly role: string;
  readonly route: string;
  readonly about: string;
  readonly reason: string;
  readonly address: string;
  readonly outcome: 'allowed' | 'refused';
}

export const readMe = (): Promise<Me> => get('/access/me');
export const signIn = (asked: { email: string; password: string }): Promise<void> =>
  post('/access/sign-in', asked);
/** `next`: where the browser goes then; the identity provider, if one signed in there. */
export const signOut = (): Promise<{ readonly next: string }> => post('/access/sign-out', {});
export const changePassword = (asked: { current: string; password: string }): Promise<void> =>
  post('/access/password', asked);

export const listUsers = (): Promise<readonly User[]> => get('/access/users');
export const addUser = (user: { email: string; role: Role; password: string }): Promise<User> =>
  post('/access/users', user);
export const changeUser = (
  id: string,
  change: { role?: Role; disabled?: boolean },
): Promise<User> => patch(`/access/users/${encodeURIComponent(id)}`, change);
export const resetPassword = (id: string, password: string): Promise<void> =>
  post(`/access/users/${encodeURIComponent(id)}/password`, { password });

export const listTokens = (): Promise<readonly Token[]> => get('/access/tokens');
export const addToken = (token: {
  name: string;
  role: Role;
  days: number;
}): Promise<{ readonly token: Token; readonly secret: string }> => post('/access/tokens', token);
export const revokeToken = (id: string): Promise<void> =>
  post(`/access/tokens/${encodeURIComponent(id)}/revoke`, {});

export const listActs = ({
  who,
  looks,
  before,
}: {
  who: string;
  looks: boolean;
  before?: string;
}): Promise<readonly Act[]> => {
  const query = new URLSearchParams();
  if (who !== '') query.set('who', who);
  if (!looks) query.set('only', 'acts');
  if (before !== undefined) query.set('before', before);
  return get(`/access/acts?${query}`);
};
