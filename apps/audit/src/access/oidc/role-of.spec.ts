import { roleOf, roleRulesOf } from './role-of';

const rules = (...of: readonly string[]) => roleRulesOf(of) ?? [];

describe('the role that an identity provider gives', () => {
  const roles = rules('admin=desk-admins', 'engineer=support');

  it.each([
    [{ groups: ['support'] }, 'engineer'],
    [{ groups: ['support', 'desk-admins'] }, 'admin'],
    [{ groups: 'support' }, 'engineer'],
    [{ groups: ['sales'] }, null],
    [{}, null],
  ])('of %j is %s', (claims, role) => {
    expect(roleOf(claims, { roleClaim: 'groups', roles })).toBe(role);
  });

  it('may stand deeper in the token', () => {
    const claims = { realm_access: { roles: ['support'] } };
    expect(roleOf(claims, { roleClaim: 'realm_access.roles', roles })).toBe('engineer');
  });

  it('may be one for everybody', () => {
    const everybody = rules('admin=desk-admins', 'viewer=*');
    expect(roleOf({}, { roleClaim: 'groups', roles: everybody })).toBe('viewer');
  });

  it('is not guessed from a rule that is misspelt', () => {
    expect(roleRulesOf(['boss=desk-admins'])).toBeNull();
    expect(roleRulesOf(['admin='])).toBeNull();
  });
});
