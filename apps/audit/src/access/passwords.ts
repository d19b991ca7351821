import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id; it is this package's default algorithm. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

/** What is wrong with a new password; `null`: nothing. */
export const problemOfPassword = (password: string): string | null =>
  password.length >= SHORTEST_PASSWORD && password.length <= LONGEST_PASSWORD
    ? null
    : `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters; this one has ${password.length}.`;

export const hashOfPassword = (password: string): Promise<string> => hash(password, COST);

/** An account that is not there costs as much time as one that is. */
export const isPassword = async (password: string, stored: string | null): Promise<boolean> => {
  const is = await verify(stored ?? (await nobody()), password);
  return is && stored !== null;
};

let dummy: Promise<string> | null = null;

const nobody = (): Promise<string> => (dummy ??= hashOfPassword('no account has this password'));
