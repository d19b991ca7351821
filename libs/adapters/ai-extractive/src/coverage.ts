import type { Passage } from '@deskstream/port-knowledge';
import { meaningfulWords } from './words';

/** Rarity of each word of the question among the passages found: a word in all of them says little. */
export const wordWeights = (
  question: readonly string[],
  passages: readonly Passage[],
): ReadonlyMap<string, number> => {
  const texts = passages.map((passage) => wordsOfPassage(passage));
  return new Map(
    [...new Set(question)].map((word) => {
      const found = texts.filter((words) => words.has(word)).length;
      return [word, Math.log(1 + (passages.length + 1) / (found + 0.5))];
    }),
  );
};

/** Share (0–1) of the question's weight that the words cover. */
export const coverage = (
  weights: ReadonlyMap<string, number>,
  words: ReadonlySet<string>,
): number => {
  let covered = 0;
  let total = 0;
  for (const [word, weight] of weights) {
    total += weight;
    if (words.has(word)) covered += weight;
  }
  return total === 0 ? 0 : covered / total;
};

export const wordsOfPassage = ({ title, heading, text }: Passage): ReadonlySet<string> =>
  new Set(meaningfulWords(`${title} ${heading} ${text}`));
