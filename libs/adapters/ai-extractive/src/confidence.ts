import type { Passage } from '@deskstream/port-knowledge';

/** Strength at which an answer is as likely to be worth giving as not, and how steeply that changes. */
const MIDDLE = 0.64;
const STEEPNESS = 5;

/**
 * 0 to 1: how strongly the passage was found for a question of that length, and how far ahead of the
 * best other article. Fitted with tools/eval; of nine simple measures this one parted right answers
 * from wrong ones best, while the share of the question's words that are covered hardly did.
 */
export const confidenceOf = (
  question: string,
  best: Passage,
  passages: readonly Passage[],
): number => {
  const length = question.split(/\s+/).filter(Boolean).length;
  const rival = passages.find(({ articleId }) => articleId !== best.articleId)?.score ?? 0;
  const lead = Math.min(2, best.score / Math.max(rival, best.score / 2, Number.EPSILON));
  const strength = (best.score / Math.sqrt(length + 3)) * lead;
  return 1 / (1 + Math.exp(-STEEPNESS * (strength - MIDDLE)));
};
