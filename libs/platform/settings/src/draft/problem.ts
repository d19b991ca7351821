/** What was wrong with one field. `found` shows a secret only by its type. */
export interface Problem {
  /** As in `connections.0.apiBaseUrl`. */
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

export const describeProblems = (problems: readonly Problem[]): string =>
  problems
    .map(({ field, expected, found }) => `${field}: expected ${expected}, found ${found}`)
    .join('; ');

/** A value as a problem may show it. */
export const foundOf = (value: unknown, field: string): string => {
  if (value === undefined) return 'nothing';
  if (SECRET.test(field)) return value === '' ? 'an empty text' : kindOf(value);
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

const LONGEST = 80;
const SECRET = /(^|\.)(accessToken|apiKey|secret|signingSecrets|addSigningSecret)(\.|$)/;

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
};
