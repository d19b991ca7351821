import type { Role } from '../role';
import { ROLES } from '../role';
import type { Access } from '../access';

/** What a request of somebody brings along. */
export interface Person {
  readonly name: string;
  readonly role: Role | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** As if the identity provider had said who it is. */
const TRUSTED = { idToken: 'of a test' };

const NOBODY: Person = { name: 'nobody', role: null, headers: {} };

/** Nobody, and for each role somebody signed in and a token. `origin`: where the console is. */
export const peopleOf = async (
  { accounts, sessions, tokens }: Access,
  origin: string,
): Promise<readonly Person[]> => {
  const people: Person[] = [NOBODY];
  for (const role of ROLES) {
    const email = `${role}@example.com`;
    const account = await accounts.add({ email, name: role, role, password: `${role} of old` });
    const cookie = await sessions.begin(account?.id ?? '', '127.0.0.1', TRUSTED);
    people.push({ name: role, role, headers: { cookie: `deskstream_session=${cookie}`, origin } });
    const { secret } = await tokens.add({ name: role, role, days: 1, by: 'test' });
    people.push({
      name: `token of ${role}`,
      role,
      headers: { authorization: `Bearer ${secret}` },
    });
  }
  return people;
};
