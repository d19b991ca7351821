import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id; it is this package's default algorithm. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

/** What is wrong with a new password; `null`: nothing. */
export const problemOfPassword = (password: string): string | null => {
  const { length } = password;
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD)
    return `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters; this one has ${length}.`;
  return isGuessedFirst(password.toLowerCase())
    ? 'This password is among the first that are guessed. Take a few words that do not belong together.'
    : null;
};

/** One or two characters, a row of the keyboard or digits, or the same words that everybody takes, repeated. */
const isGuessedFirst = (password: string): boolean =>
  new Set(password).size <= 2 ||
  /^(?:password|passwort|deskstream|admin|administrator|letmein|welcome|changeme|secret|\d|\W)+$/.test(
    password,
  ) ||
  ROWS.some((row) => row.includes(password));

const ROWS = [
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
];

export const hashOfPassword = (password: string): Promise<string> => hash(password, COST);

/** An account that is not there costs as much time as one that is. */
export const isPassword = async (password: string, stored: string | null): Promise<boolean> => {
  const is = await verify(stored ?? (await nobody()), password);
  return is && stored !== null;
};

let dummy: Promise<string> | null = null;

/** What the password of an account that is not there is compared with; it costs as much. */
export const nobody = (): Promise<string> =>
  (dummy ??= hashOfPassword('no account has this password'));

/** Before the first attempt, which would take longer else. */
export const warmUp = async (): Promise<void> => {
  await nobody();
};
