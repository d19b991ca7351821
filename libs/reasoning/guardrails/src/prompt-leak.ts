import { plainText } from './plain-text';

/** So many words in a row are no accident. */
const RUN = 9;

/**
 * Whether a draft repeats the prompt's own words. What the articles say as well may be repeated.
 * A prompt that was translated or paraphrased is not found: the prompt must hold nothing worth it.
 */
export const leaksPrompt = (
  draft: string,
  prompt: string,
  published: readonly string[],
): string | null => {
  const known = new Set(published.flatMap(runsOf));
  const secret = new Set(runsOf(prompt).filter((run) => !known.has(run)));
  return runsOf(draft).find((run) => secret.has(run)) ?? null;
};

const runsOf = (text: string): readonly string[] => {
  const words = plainText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(RUN - 1).map((_, index) => words.slice(index, index + RUN).join(' '));
};
