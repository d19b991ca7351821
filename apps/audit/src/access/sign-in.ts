import type { Access } from './access';
import type { Allowance } from './lockout';
import { OF_ACCOUNT, OF_ADDRESS } from './lockout';
import { networkOf } from './network-of';
import { isPassword } from './passwords';
import type { Act } from './stores/acts';
import { emailOf } from './stores/accounts';
import type { Proof } from './stores/browser-sessions';

export type SignedIn =
  /** `browser`: what this browser is known by from now on; `null`: it is known already. */
  | { readonly kind: 'in'; readonly token: string; readonly browser: string | null }
  /** Wrong address or wrong password: which one is not told. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly waitMs: number };

export interface AskedSignIn {
  readonly email: string;
  readonly password: string;
  /** Of the browser. */
  readonly address: string;
  /** What the browser is known by, if it says so. */
  readonly browser?: string | undefined;
}

/** With a password; attempts are counted, and recorded. */
export const signIn = async (access: Access, given: AskedSignIn): Promise<SignedIn> => {
  const asked = { ...given, email: emailOf(given.email) };
  const proven = await prove(access, asked);
  if (proven.kind !== 'is') return proven;
  const { id, hash, known } = proven;
  const token = await begin(access, asked, { id, proof: { hash } });
  if (token === null) return refused(access, asked, 'wrong');
  return { kind: 'in', token, browser: known ? null : await access.browsers.add(id) };
};

type Proven =
  | { readonly kind: 'is'; readonly id: string; readonly hash: string; readonly known: boolean }
  | Exclude<SignedIn, { kind: 'in' }>;

/** Is it the password of the account? Counts the attempt, and begins nothing. */
export const prove = async (access: Access, asked: AskedSignIn): Promise<Proven> => {
  const { accounts, failures } = access;
  const { counted, known } = await countedFor(access, asked);
  const waitMs = await firstWait(failures, counted);
  if (waitMs > 0) return refused(access, asked, waitMs);
  const stored = await accounts.passwordOf(asked.email);
  const hash = stored?.hash ?? null;
  if (!(await isPassword(asked.password, hash)) || stored === null || hash === null)
    return refused(access, asked, 'wrong');
  await Promise.all(
    counted.map(([subject, allowance]) =>
      allowance === OF_ADDRESS ? failures.takeBack(subject, allowance) : failures.forget(subject),
    ),
  );
  return { kind: 'is', id: stored.id, hash, known };
};

type Counted = readonly (readonly [subject: string, Allowance])[];

/** A browser that is known is counted alone: nobody elsewhere can make it wait. */
const countedFor = async (
  { browsers }: Access,
  { browser, email, address }: AskedSignIn,
): Promise<{ readonly counted: Counted; readonly known: boolean }> => {
  const known = browser === undefined ? null : await browsers.subjectOf(browser, email);
  if (known !== null) return { counted: [[known, OF_ACCOUNT]], known: true };
  return {
    counted: [
      [`address ${networkOf(address)}`, OF_ADDRESS],
      [`account ${email}`, OF_ACCOUNT],
    ],
    known: false,
  };
};

const firstWait = async (failures: Access['failures'], counted: Counted): Promise<number> => {
  for (const [subject, allowance] of counted) {
    const waitMs = await failures.attempt(subject, allowance);
    if (waitMs > 0) return waitMs;
  }
  return 0;
};

/** Recorded; attempts that came too soon once in a while, however many they are. */
const refused = async (
  { acts }: Access,
  asked: AskedSignIn,
  why: 'wrong' | number,
): Promise<Exclude<SignedIn, { kind: 'in' }>> => {
  const act = actOf(asked, { principal: '', outcome: 'refused' });
  if (why === 'wrong') {
    await acts.record(act);
    return { kind: 'wrong' };
  }
  await acts.recordLook({ ...act, reason: 'too many attempts' });
  return { kind: 'wait', waitMs: why };
};

/** Somebody is who they are, and may not in. */
export const recordRefusal = (
  { acts }: Pick<Access, 'acts'>,
  asked: Pick<AskedSignIn, 'email' | 'address'>,
  reason: string,
): Promise<void> => acts.record({ ...actOf(asked, { principal: '', outcome: 'refused' }), reason });

/** For somebody who proved who they are; `null`: their account is disabled, or has another password now. */
export const begin = async (
  { accounts, sessions, acts }: Pick<Access, 'accounts' | 'sessions' | 'acts'>,
  asked: Pick<AskedSignIn, 'email' | 'address'>,
  { id, proof }: { readonly id: string; readonly proof: Proof },
): Promise<string | null> => {
  const token = await sessions.begin(id, asked.address, proof);
  if (token === null) return null;
  await acts.record(actOf(asked, { principal: id, outcome: 'allowed' }));
  await accounts.signedIn(id);
  return token;
};

const actOf = (
  { email, address }: Pick<AskedSignIn, 'email' | 'address'>,
  { principal, outcome }: Pick<Act, 'principal' | 'outcome'>,
): Act => ({
  kind: outcome === 'allowed' ? 'account' : 'nobody',
  principal,
  name: email,
  role: '',
  route: 'sign in',
  about: '',
  reason: '',
  address,
  outcome,
});
