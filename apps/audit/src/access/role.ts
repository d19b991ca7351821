/** What somebody may do, the least first; each may what those before it may. */
export const ROLES = ['viewer', 'engineer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const isRole = (text: unknown): text is Role => ROLES.some((role) => role === text);

export const mayAs = (role: Role, needed: Role): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** Who asks. `name` is what records show: an e-mail address, or the name of a token. */
export interface Principal {
  readonly kind: 'account' | 'token' | 'open';
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** Of the mode `open`: anyone who reaches the loopback address. */
export const OPERATOR: Principal = {
  kind: 'open',
  id: 'operator',
  name: 'operator',
  role: 'admin',
};
