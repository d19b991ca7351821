import type { Case } from './case';
import type { Finding, Symptom } from './finding';
import { archivedUnderHands } from './symptoms/archived-under-hands';
import { assistQuiet } from './symptoms/assist-quiet';
import { attributesMissing } from './symptoms/attributes-missing';
import { companyMissing } from './symptoms/company-missing';
import { credentials } from './symptoms/credentials';
import { crmEmpty } from './symptoms/crm-empty';
import { duplicateReply } from './symptoms/duplicate-reply';
import { handoffKept } from './symptoms/handoff-kept';
import { knowledgeMissing } from './symptoms/knowledge-missing';
import { noAnswer } from './symptoms/no-answer';
import { noTicket } from './symptoms/no-ticket';
import { noWebhooks } from './symptoms/no-webhooks';
import { notProcessed } from './symptoms/not-processed';
import { repReplyMissing } from './symptoms/rep-reply-missing';

/** What is known of one symptom in one session. */
export interface Diagnosis {
  readonly symptom: string;
  readonly title: string;
  readonly source: string;
  readonly present: boolean;
  /** Not shown, but its cause is there: something is off or was never told. */
  readonly possible: boolean;
  readonly findings: readonly Finding[];
  /** The first check that failed; `null` where none did. */
  readonly cause: Finding | null;
}

/** The particular before the general: a handoff that went wrong says more than that the AI did not answer. */
export const SYMPTOMS: readonly Symptom[] = [
  handoffKept,
  duplicateReply,
  archivedUnderHands,
  repReplyMissing,
  noTicket,
  assistQuiet,
  noAnswer,
  attributesMissing,
  companyMissing,
  notProcessed,
  noWebhooks,
  credentials,
  knowledgeMissing,
  crmEmpty,
];

/**
 * Every symptom: those that the session shows first, and of these the ones whose cause is known; then those
 * whose cause is there, the ones that this help desk's own page lists before the others.
 */
export const diagnose = (given: Case): readonly Diagnosis[] =>
  SYMPTOMS.map((symptom) => ({ symptom, diagnosis: diagnosisOf(symptom, given) }))
    .map(({ symptom, diagnosis }) => ({ diagnosis, rank: rankOf(symptom, diagnosis, given) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ diagnosis }) => diagnosis);

const rankOf = (symptom: Symptom, { present, possible, cause }: Diagnosis, given: Case): number => {
  if (possible) return symptom.listedBy === given.vendor ? 3 : 4;
  if (!present) return 5;
  if (cause === null) return 2;
  return symptom.isRoot?.(given) === true ? 0 : 1;
};

/** One symptom, whether it is there or not. */
export const diagnosisOf = (of: Symptom, given: Case): Diagnosis => {
  const { id: symptom, title, source, checks } = of;
  const findings = checks.flatMap((check) => check(given));
  const cause = findings.find(({ ok }) => ok === false) ?? null;
  const present = of.present(given);
  const possible = !present && of.mayBe?.(given) === true;
  return { symptom, title, source, present, possible, findings, cause };
};
