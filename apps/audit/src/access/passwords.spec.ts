import { hashOfPassword, isPassword, nobody, problemOfPassword } from './passwords';

const COST = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;

describe('a password', () => {
  it('is kept as argon2id, and compared with it', async () => {
    const kept = await hashOfPassword('correct horse battery');
    expect(kept).toMatch(COST);
    expect(await isPassword('correct horse battery', kept)).toBe(true);
    expect(await isPassword('correct horse batterz', kept)).toBe(false);
  });

  it('of an account that is not there costs what one that is there costs, and is never right', async () => {
    const compared = await nobody();
    expect(compared).toMatch(COST);
    expect(compared).toBe(await nobody());
    expect(await isPassword('no account has this password', null)).toBe(false);
  });

  it.each([
    ['eleven char', false],
    ['twelve chars', true],
    ['x'.repeat(201), false],
    ['aaaaaaaaaaaa', false],
    ['123456789012', false],
    ['passwordpassword', false],
  ])('%s may be one: %s', (password, may) => {
    expect(problemOfPassword(password) === null).toBe(may);
  });
});
