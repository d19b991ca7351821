import type { Check, HandoffCause, VerdictKind } from '../vocabulary';
import { ASSIST } from './assist.policies';
import { AUTOPILOT } from './autopilot.policies';
import type { Finding, Judged } from './policy';

export interface Verdict {
  readonly verdict: VerdictKind;
  /** `answer`, or the name of the check that decided. */
  readonly reason: string;
  readonly checks: readonly Check[];
  /** Why it goes to people, where it does. */
  readonly cause?: HandoffCause;
}

/** What the AI does about this message. Every check is recorded; the first that fails decides (SPEC 3, 6). */
export const judge = (judged: Judged): Verdict => {
  const findings = AUTOPILOT.map((policy) => policy(judged));
  const failed = findings.find(({ ok }) => !ok);
  if (failed === undefined)
    return { verdict: 'answer', reason: 'answer', checks: findings.map(asCheck) };
  if (failed.instead === 'suggest') return assisted(judged, findings, failed);
  return {
    verdict: failed.instead ?? 'stay-silent',
    reason: failed.name,
    checks: findings.map(asCheck),
    ...(failed.cause === undefined ? {} : { cause: failed.cause }),
  };
};

/** People have it: a draft for them, or silence. */
const assisted = (judged: Judged, findings: readonly Finding[], failed: Finding): Verdict => {
  const assist = ASSIST.map((policy) => policy(judged));
  const refused = assist.find(({ ok }) => !ok);
  const checks = [...findings, ...assist].map(asCheck);
  return refused === undefined
    ? { verdict: 'suggest', reason: failed.name, checks }
    : { verdict: 'stay-silent', reason: failed.name, checks };
};

const asCheck = ({ instead: _instead, cause: _cause, ...check }: Finding): Check => check;
