import { isRole, ROLES } from '../role';
import type { Role } from '../role';

/** Which claim says what somebody may do, and how its values are called here. */
export interface RoleRules {
  /** `groups`, or a path as in `realm_access.roles`. */
  readonly roleClaim: string;
  readonly roles: readonly RoleRule[];
}

export interface RoleRule {
  readonly role: Role;
  /** A value of the claim; `*`: everybody whom the provider lets in. */
  readonly value: string;
}

/** The highest role that a claim gives; `null`: none, so no access. */
export const roleOf = (
  claims: Readonly<Record<string, unknown>>,
  { roleClaim, roles }: RoleRules,
): Role | null => {
  const values = valuesAt(claims, roleClaim.split('.'));
  const given = roles.filter(({ value }) => value === '*' || values.includes(value));
  return ROLES.findLast((role) => given.some((each) => each.role === role)) ?? null;
};

/** Of `admin=desk-admins,engineer=support,viewer=*`; `null`: it is not that. */
export const roleRulesOf = (rules: readonly string[]): readonly RoleRule[] | null => {
  const parsed = rules.map((rule) => {
    const [role, ...value] = rule.split('=');
    return { role, value: value.join('=') };
  });
  return parsed.every(isRule) ? parsed : null;
};

const isRule = (rule: { role: string | undefined; value: string }): rule is RoleRule =>
  isRole(rule.role) && rule.value !== '';

const valuesAt = (claims: unknown, path: readonly string[]): readonly unknown[] => {
  const [first, ...rest] = path;
  if (first === undefined) return Array.isArray(claims) ? claims : [claims];
  return typeof claims === 'object' && claims !== null
    ? valuesAt((claims as Readonly<Record<string, unknown>>)[first], rest)
    : [];
};
