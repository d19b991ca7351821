import type { SessionFacts } from './session-facts';

/** How a conversation ended, or stands; each has exactly one. */
export const ENDS = [
  'resolved-ai',
  'assumed-ai',
  'resolved-people',
  'closed-unanswered',
  'open-ai',
  'open-people',
  'open-unanswered',
] as const;
export type End = (typeof ENDS)[number];

export const endOf = (facts: SessionFacts): End =>
  withPeople(facts) ? endWithPeople(facts) : endWithAi(facts);

/** Somebody other than the AI took part, or was asked to. */
export const withPeople = ({ personTookPart, handoffs }: SessionFacts): boolean =>
  personTookPart || handoffs.length > 0;

/** A close says that a person held it for done only where a person wrote. */
const endWithPeople = ({ solved, closed, personReplies }: SessionFacts): End => {
  if (solved === 'said') return 'resolved-people';
  if (!closed) return 'open-people';
  return personReplies > 0 ? 'resolved-people' : 'closed-unanswered';
};

/** Silence is not a yes: a conversation that ended with the AI's answer and no word after it is assumed only. */
const endWithAi = ({ solved, closed, aiReplies }: SessionFacts): End => {
  if (aiReplies === 0) return closed ? 'closed-unanswered' : 'open-unanswered';
  if (solved === 'said') return 'resolved-ai';
  return closed || solved === 'quiet' ? 'assumed-ai' : 'open-ai';
};

/** It replied, drafted, or handed over. */
export const aiTookPart = ({ aiReplies, drafts, handoffs }: SessionFacts): boolean =>
  aiReplies > 0 || drafts > 0 || handoffs.some(({ cause }) => cause !== 'operator');
