import type { VendorConnection } from '@deskstream/port-vendor';
import { isMask, masked } from '../secrets/masked';
import { originOf } from './origin-of';
import type { Problem } from './problem';

/** Secrets as they are written: left out, or as their mask, they stay what they are. */
export interface SecretsDraft {
  readonly accessToken?: string | undefined;
  readonly signingSecrets?: readonly string[] | undefined;
}

/** Changes of the secrets in use. A signing secret is retired by its mask. */
export interface SecretsChange {
  readonly accessToken?: string | undefined;
  readonly addSigningSecret?: string | undefined;
  readonly retireSigningSecret?: string | undefined;
}

type Secrets = Pick<VendorConnection, 'accessToken' | 'signingSecrets'>;

export type Resolved =
  | { readonly ok: true; readonly secrets: Secrets }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const MOST = 4;

interface Addressed {
  readonly apiBaseUrl: string;
}

/**
 * What a draft means beside the secrets in use; `at` is the connection's field. The access token in use is kept for
 * its own address only, whatever the mask says.
 */
export const resolveSecrets = (
  draft: SecretsDraft & Addressed,
  now: (Secrets & Addressed) | null,
  at: string,
): Resolved => {
  const oldSecrets = now?.signingSecrets ?? [];
  const token = secretOf(draft.accessToken, tokensFor(draft, now));
  const signing = (draft.signingSecrets ?? oldSecrets.map(masked)).map((text, index) =>
    secretOf(text, oldSecrets, index),
  );
  const problems = [
    ...(token === null ? [problemOf(`${at}.accessToken`, draft.accessToken)] : []),
    ...signingProblems(signing, `${at}.signingSecrets`),
  ];
  if (token === null || problems.length > 0) return { ok: false, problems };
  const signingSecrets = distinct(signing.filter((secret) => secret !== null));
  return { ok: true, secrets: { accessToken: token, signingSecrets } };
};

/** The token in use, where it was given for this address. */
export const tokensFor = (
  { apiBaseUrl }: Addressed,
  now: (Secrets & Addressed) | null,
): readonly string[] =>
  now !== null && originOf(now.apiBaseUrl) === originOf(apiBaseUrl) ? [now.accessToken] : [];

const signingProblems = (signing: readonly (string | null)[], field: string): readonly Problem[] =>
  signing.length === 0
    ? [problemOf(field, undefined)]
    : signing.flatMap((secret, index) =>
        secret === null ? [problemOf(`${field}.${index}`, 'mask')] : [],
      );

/** Rotation: the new signing secret counts beside the old one until that is retired. */
export const changedSecrets = (change: SecretsChange, now: Secrets): Resolved => {
  const { accessToken = now.accessToken, addSigningSecret: added, retireSigningSecret } = change;
  const kept = now.signingSecrets.filter((secret) => masked(secret) !== retireSigningSecret);
  const signingSecrets = distinct([...(added === undefined ? [] : [added]), ...kept]);
  const nothingRetired =
    retireSigningSecret !== undefined && kept.length === now.signingSecrets.length;
  const problems = [
    ...(nothingRetired ? [unknownMask(now)] : []),
    ...(signingSecrets.length === 0 ? [LAST_ONE] : []),
    ...(signingSecrets.length > MOST ? [TOO_MANY] : []),
  ];
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, secrets: { accessToken, signingSecrets } };
};

/** `null`: a mask that fits none of those in use, or nothing where nothing is in use. */
const secretOf = (text: string | undefined, inUse: readonly string[], index = 0): string | null => {
  if (text === undefined) return inUse[0] ?? null;
  if (!isMask(text)) return text;
  // Masks of short secrets are all the same: the one at the same place is meant.
  const [same = null] = [inUse[index], ...inUse].filter(
    (secret) => secret !== undefined && masked(secret) === text,
  );
  return same;
};

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const problemOf = (field: string, given: string | undefined): Problem =>
  given === undefined
    ? { field, expected: 'a value', found: 'nothing' }
    : {
        field,
        expected: 'a secret, or the mask of one that is in use for this address',
        found: 'a mask that fits none',
      };

const unknownMask = ({ signingSecrets }: Secrets): Problem => ({
  field: 'retireSigningSecret',
  expected: `the mask of one that is in use (${signingSecrets.map(masked).join(', ')})`,
  found: 'another text',
});

const LAST_ONE: Problem = {
  field: 'retireSigningSecret',
  expected: 'one signing secret to be left; add the new one first',
  found: 'the last one',
};

const TOO_MANY: Problem = {
  field: 'addSigningSecret',
  expected: `at most ${MOST} signing secrets; retire an old one`,
  found: `${MOST} already`,
};
