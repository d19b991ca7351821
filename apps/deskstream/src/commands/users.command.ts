import { randomBytes } from 'node:crypto';
import type { Access, Account, Role } from '@deskstream/app-audit';
import { problemOfPassword } from '@deskstream/app-audit';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';

/** Who asks, for the record. */
export interface AskedBy {
  readonly access: Access;
  readonly by: string;
}

export interface NewUser {
  readonly email: string;
  readonly name?: string;
  readonly role: Role;
  /** One is made up, and told once, without it. */
  readonly password?: string;
}

export const listUsers = async ({ access }: AskedBy, output: Output): Promise<void> => {
  const accounts = await access.accounts.list();
  output.value(accounts);
  output.table(
    accounts.map((account) => ({
      email: account.email,
      name: account.name,
      role: account.role,
      'signs in': account.signsIn === 'password' ? 'with a password' : 'over the provider',
      state: account.disabledAt === null ? 'active' : 'disabled',
      'last sign-in': timeOf(account.lastSignInAt),
    })),
  );
};

export const addUser = async (
  { access, by }: AskedBy,
  output: Output,
  { email, name = email, role, password }: NewUser,
): Promise<void> => {
  const chosen = checked(password ?? madeUp());
  const account = await access.accounts.add({ email, name, role, password: chosen });
  if (account === null)
    throw new CommandError(
      `${email} has an account already. "deskstream users reset" gives it a new password.`,
      EXIT.conflict,
    );
  await record({ access, by }, 'users add', account.id);
  tell(output, account, password === undefined ? chosen : null);
};

export const disableUser = async (
  { access, by }: AskedBy,
  output: Output,
  email: string,
): Promise<void> => {
  const account = await mustExist(access, email);
  const isAdmin = account.role === 'admin' && account.disabledAt === null;
  if (isAdmin && (await access.accounts.otherAdmins(account.id)) === 0)
    throw new CommandError(`${email} is the only admin. Add another one first.`, EXIT.conflict);
  await access.accounts.change(account.id, { disabled: true });
  await record({ access, by }, 'users disable', account.id);
  output.value({ id: account.id, email: account.email, disabled: true });
  output.line(`${account.email} is disabled and signed out.`);
};

/** A new password, and the account counts again; a role only when one is given. */
export const resetUser = async (
  { access, by }: AskedBy,
  output: Output,
  { email, role, password }: Omit<NewUser, 'name' | 'role'> & { readonly role?: Role },
): Promise<void> => {
  const account = await mustExist(access, email);
  if (account.signsIn === 'provider')
    throw new CommandError(`${email} signs in over the identity provider.`, EXIT.failed);
  const chosen = checked(password ?? madeUp());
  await access.accounts.setPassword(account.id, chosen);
  await access.accounts.change(account.id, {
    disabled: false,
    ...(role === undefined ? {} : { role }),
  });
  await access.failures.forget(`account ${account.email}`);
  await record({ access, by }, 'users reset', account.id);
  const now = await mustExist(access, account.id);
  tell(output, now, password === undefined ? chosen : null);
};

/** For the record of who did what. */
export const record = ({ access, by }: AskedBy, command: string, about: string): Promise<void> =>
  access.acts.record({
    ...{ kind: 'command', principal: '', name: by, role: '', outcome: 'allowed' },
    ...{ route: `deskstream ${command}`, about, reason: '', address: '' },
  });

export const timeOf = (at: number | null): string =>
  at === null ? 'never' : new Date(at).toISOString();

const tell = (output: Output, account: Account, password: string | null): void => {
  const { id, email, role } = account;
  output.value({ id, email, role, ...(password === null ? {} : { password }) });
  output.line(`${email} is ${role}.`);
  if (password !== null) output.line(`Password, shown this once: ${password}`);
};

const madeUp = (): string => randomBytes(15).toString('base64url');

const checked = (password: string): string => {
  const problem = problemOfPassword(password);
  if (problem === null) return password;
  throw new CommandError(problem, EXIT.usage);
};

const mustExist = async ({ accounts }: Access, who: string): Promise<Account> => {
  const account = await accounts.find(who);
  if (account !== null) return account;
  throw new CommandError(`No account ${who}. "deskstream users list" lists them.`, EXIT.notFound);
};
