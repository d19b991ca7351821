import type { Case, Told } from './case';

/** One check of a diagnosis. */
export interface Finding {
  readonly check: string;
  /** `null`: nothing tells yet, or it does not come into question. */
  readonly ok: boolean | null;
  readonly expected: string;
  readonly found: string;
  /** `seq` of the event that shows it. */
  readonly evidence: number | null;
  /** What to do; only of a check that failed. */
  readonly fix: string | null;
}

/** What users see go wrong. `source` names the facts of the specification. */
export interface Symptom {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** Is it what the others come of, in this session? Then it is told before them. */
  isRoot?(given: Case): boolean;
  /** Does this session show it? */
  present(given: Case): boolean;
  /**
   * Is what would cause it there, though the session cannot show whether somebody misses anything? Told where
   * nothing is wrong.
   */
  mayBe?(given: Case): boolean;
  /** The help desk whose own page lists it: in its sessions it is the likelier one. */
  readonly listedBy?: string;
  /** In the order in which they are asked. */
  readonly checks: readonly ((given: Case) => readonly Finding[])[];
}

interface Words {
  readonly expected: string;
  readonly found: string;
  readonly evidence?: Told | undefined;
  readonly fix?: string | undefined;
}

export const finding = (check: string, ok: boolean | null, words: Words): Finding => ({
  check,
  ok,
  expected: words.expected,
  found: words.found,
  evidence: words.evidence?.seq ?? null,
  fix: ok === false ? (words.fix ?? null) : null,
});

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;

export const failureOf = ({ event: { data } }: Failure): string => `${data.code}: ${data.because}`;

/** What a `*Failed` or `*Skipped` event tells. */
interface Failure {
  readonly event: { readonly data: { readonly code: string; readonly because: string } };
}

const REDRIVE = 'Then redrive the dead letter.';

/** What to do about a call that failed: what the last verification names, where it names anything. */
export const mend = (
  { connection }: Pick<Case, 'connection'>,
  failure: Failure,
  then = REDRIVE,
): string => {
  const failed = connection?.verification?.checks.find(({ result }) => result === 'failed');
  const fix = failed?.fix ?? (isForbidden(failure) ? MAY_NOT : VERIFY);
  return `${fix} ${then}`;
};

const isForbidden = (failure: Failure): boolean =>
  /scope|permission|forbidden/i.test(failureOf(failure));

const MAY_NOT =
  'The token may not do this. Give it the scope that the answer names, at the vendor.';
const VERIFY = 'Verify the connection and mend what it names.';
