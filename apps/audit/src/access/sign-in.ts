import type { Access } from './access';
import { OF_ACCOUNT, OF_ADDRESS } from './lockout';
import { isPassword } from './passwords';
import type { Act } from './stores/acts';
import { emailOf } from './stores/accounts';

export type SignedIn =
  | { readonly kind: 'in'; readonly token: string }
  /** Wrong address or wrong password: which one is not told. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly waitMs: number };

interface Asked {
  readonly email: string;
  readonly password: string;
  /** Of the browser. */
  readonly address: string;
}

/** With a password; attempts are counted per account and per address, and recorded. */
export const signIn = async (access: Access, asked: Asked): Promise<SignedIn> => {
  const { accounts, failures } = access;
  const email = emailOf(asked.email);
  const account = `account ${email}`;
  const address = `address ${asked.address}`;
  const waitMs =
    (await failures.attempt(address, OF_ADDRESS)) || (await failures.attempt(account, OF_ACCOUNT));
  if (waitMs > 0) return { kind: 'wait', waitMs };
  const id = await provenBy(accounts, { email, password: asked.password });
  if (id === null) {
    await access.acts.record(actOf(asked, { principal: '', outcome: 'refused' }));
    return { kind: 'wrong' };
  }
  await Promise.all([failures.forget(account), failures.takeBack(address)]);
  return {
    kind: 'in',
    token: await begin(access, asked, id),
  };
};

/** Id of the account whose password it is. */
const provenBy = async (
  accounts: Access['accounts'],
  { email, password }: Pick<Asked, 'email' | 'password'>,
): Promise<string | null> => {
  const stored = await accounts.passwordOf(email);
  const is = await isPassword(password, stored?.hash ?? null);
  return is ? (stored?.id ?? null) : null;
};

/** For somebody who proved who they are. */
export const begin = async (
  { accounts, sessions, acts }: Pick<Access, 'accounts' | 'sessions' | 'acts'>,
  asked: Pick<Asked, 'email' | 'address'>,
  id: string,
): Promise<string> => {
  await acts.record(actOf(asked, { principal: id, outcome: 'allowed' }));
  await accounts.signedIn(id);
  return sessions.begin(id, asked.address);
};

const actOf = (
  { email, address }: Pick<Asked, 'email' | 'address'>,
  { principal, outcome }: Pick<Act, 'principal' | 'outcome'>,
): Act => ({
  kind: outcome === 'allowed' ? 'account' : 'nobody',
  principal,
  name: emailOf(email),
  role: '',
  route: 'sign in',
  about: '',
  reason: '',
  address,
  outcome,
});
