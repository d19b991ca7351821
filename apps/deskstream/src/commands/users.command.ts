import { randomBytes } from 'node:crypto';
import type { Access, Account, Role } from '@deskstream/app-audit';
import { problemOfEmail, problemOfPassword } from '@deskstream/app-audit';
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
      id: account.id,
      email: account.email,
      name: account.name,
      role: account.role,
      'signs in': howIn(account),
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
  const problem = problemOfEmail(email);
  if (problem !== null) throw new CommandError(problem, EXIT.usage);
  const chosen = checked(password ?? madeUp());
  const account = await access.accounts.add({ email, name, role, password: chosen });
  if (account === null)
    throw new CommandError(
      `${email} has an account already. "deskstream users reset" gives it a new password.`,
      EXIT.conflict,
    );
  await record({ access, by }, 'users add', `${account.id} email=${account.email} role=${role}`);
  tell(output, account, password === undefined ? chosen : null);
};

export const disableUser = async (
  { access, by }: AskedBy,
  output: Output,
  who: string,
): Promise<void> => {
  const account = await theOnly(access, who);
  await changed(access, account, { disabled: true });
  await record({ access, by }, 'users disable', account.id);
  output.value({ id: account.id, email: account.email, disabled: true });
  output.line(`${account.email} is disabled and signed out.`);
};

export const enableUser = async (
  { access, by }: AskedBy,
  output: Output,
  who: string,
): Promise<void> => {
  const account = await theOnly(access, who);
  await changed(access, account, { disabled: false });
  await record({ access, by }, 'users enable', account.id);
  output.value({ id: account.id, email: account.email, disabled: false });
  output.line(`${account.email} may sign in again.`);
};

export const changeRole = async (
  { access, by }: AskedBy,
  output: Output,
  { who, role }: { readonly who: string; readonly role: Role },
): Promise<void> => {
  const account = await theOnly(access, who);
  refuseProvided(account);
  await changed(access, account, { role });
  await record({ access, by }, 'users role', `${account.id} role=${role}`);
  tell(output, { ...account, role }, null);
};

/** A new password, and the account counts again; a role only when one is given. */
export const resetUser = async (
  { access, by }: AskedBy,
  output: Output,
  { email, role, password }: Omit<NewUser, 'name' | 'role'> & { readonly role?: Role },
): Promise<void> => {
  const account = await theOnly(access, email, 'password');
  refuseProvided(account);
  const chosen = checked(password ?? madeUp());
  const again = { disabled: false, ...(role === undefined ? {} : { role }) };
  await changed(access, account, again);
  await access.accounts.setPassword(account.id, chosen);
  await access.failures.forget(`account ${account.email}`);
  const about = role === undefined ? account.id : `${account.id} role=${role}`;
  await record({ access, by }, 'users reset', about);
  tell(output, { ...account, role: role ?? account.role }, password === undefined ? chosen : null);
};

/** For the record of who did what. */
export const record = ({ access, by }: AskedBy, command: string, about: string): Promise<void> =>
  access.acts.record({
    ...{ kind: 'command', principal: '', name: by, role: '', outcome: 'allowed' },
    ...{ route: `deskstream ${command}`, about, reason: '', address: '' },
  });

export const timeOf = (at: number | null): string =>
  at === null ? 'never' : new Date(at).toISOString();

const howIn = ({ signsIn }: Account): string =>
  signsIn === 'password' ? 'with a password' : 'over the provider';

const changed = async (
  { accounts }: Access,
  { id, email }: Account,
  change: { readonly role?: Role; readonly disabled?: boolean },
): Promise<void> => {
  if ((await accounts.change(id, change)) === 'changed') return;
  throw new CommandError(
    `${email} is the only admin who can sign in here. Make somebody else admin first.`,
    EXIT.conflict,
  );
};

const refuseProvided = ({ email, signsIn }: Account): void => {
  if (signsIn === 'password') return;
  throw new CommandError(
    `${email} signs in over the identity provider. Change role and password there.`,
    EXIT.failed,
  );
};

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

/** By id or address; an address that both a password and the provider let in needs the id. */
const theOnly = async (
  { accounts }: Access,
  who: string,
  signsIn?: Account['signsIn'],
): Promise<Account> => {
  const named = await accounts.named(who);
  const fitting = named.filter((each) => signsIn === undefined || each.signsIn === signsIn);
  const [first, ...more] = fitting.length > 0 ? fitting : named;
  if (first === undefined)
    throw new CommandError(`No account ${who}. "deskstream users list" lists them.`, EXIT.notFound);
  if (more.length === 0) return first;
  const ids = named.map((each) => `${each.id} (${howIn(each)})`).join(', ');
  throw new CommandError(`${who} has several accounts. Give the id: ${ids}.`, EXIT.usage);
};
