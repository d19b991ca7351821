import type { Passage } from '@deskstream/port-knowledge';
import { coverage, wordWeights } from './coverage';
import { linesOf } from './sentences';
import { meaningfulWords } from './words';

/** Characters of an answer; a passage longer than this alone is cut around what fits the question best. */
const LONG = 1_300;
const MAX_LINES = 16;

/** The best passages of the cited article that make a readable answer together, in the article's order. */
export const quote = (question: string, cited: string, passages: readonly Passage[]): string => {
  const weights = wordWeights(meaningfulWords(question), passages);
  const own = passages
    .filter(({ articleId }) => articleId === cited)
    .map((passage) => ({ passage, text: textOf(passage, weights) }));
  const chosen: typeof own = [];
  let length = 0;
  for (const each of own) {
    if (chosen.length > 0 && length + each.text.length > LONG) continue;
    chosen.push(each);
    length += each.text.length;
  }
  return chosen
    .sort((a, b) => (a.passage.ordinal ?? 0) - (b.passage.ordinal ?? 0))
    .map(({ passage, text }) => under(passage.heading, text))
    .join('\n\n');
};

const under = (heading: string, text: string): string =>
  heading === '' ? text : `${heading}:\n${text}`;

const textOf = (passage: Passage, weights: ReadonlyMap<string, number>): string => {
  const lines = linesOf(passage.text);
  const scores = lines.map((line) => coverage(weights, new Set(meaningfulWords(line))));
  const best = scores.indexOf(Math.max(...scores));
  const from = Math.max(0, Math.min(best - 2, lines.length - MAX_LINES));
  return lines.slice(from, from + MAX_LINES).join('\n');
};
