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
  readonly findings: readonly Finding[];
  /** The first check that failed; `null` where none did. */
  readonly cause: Finding | null;
}

/** In the order in which support engineers ask. */
export const SYMPTOMS: readonly Symptom[] = [
  noAnswer,
  handoffKept,
  duplicateReply,
  assistQuiet,
  archivedUnderHands,
  noTicket,
  repReplyMissing,
  attributesMissing,
  companyMissing,
  notProcessed,
  noWebhooks,
  credentials,
  knowledgeMissing,
  crmEmpty,
];

/** Every symptom, those that the session shows first. */
export const diagnose = (given: Case): readonly Diagnosis[] => {
  const all = SYMPTOMS.map((symptom) => diagnosisOf(symptom, given));
  return [...all.filter(({ present }) => present), ...all.filter(({ present }) => !present)];
};

const diagnosisOf = (
  { id: symptom, title, source, present, checks }: Symptom,
  given: Case,
): Diagnosis => {
  const findings = checks.flatMap((check) => check(given));
  const cause = findings.find(({ ok }) => ok === false) ?? null;
  return { symptom, title, source, present: present(given), findings, cause };
};
