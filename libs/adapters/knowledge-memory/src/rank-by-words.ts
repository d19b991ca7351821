import type { KnowledgeQuery, Passage } from '@deskstream/port-knowledge';
import { languageOf } from '@deskstream/platform-text';
import type { StoredPassages } from './state';

/** A passage in another language is worth this much less. */
const OTHER_LANGUAGE = 0.05;

/** What holds any of the question's words, best first: the share of their weight that it holds, as BM25 weighs. */
export const rankByWords = (
  articles: readonly StoredPassages[],
  { text, audience }: Pick<KnowledgeQuery, 'text' | 'audience'>,
): readonly Passage[] => {
  const texts = articles.flatMap((stored) =>
    passagesOf(stored).map((passage) => ({
      ...{ passage, words: wordsOfPassage(passage) },
      less: isOther(stored, audience?.language) ? OTHER_LANGUAGE : 0,
    })),
  );
  const asked = [...new Set(wordsOf(text))];
  const weights = asked.map((word) => {
    const found = texts.filter(({ words }) => words.has(word)).length;
    return { word, found, weight: Math.log(1 + (texts.length - found + 0.5) / (found + 0.5)) };
  });
  const possible = weights.reduce((sum, { weight }) => sum + weight, 0);
  const unknown = weights.filter(({ found }) => found === 0).length / Math.max(1, asked.length);
  return texts
    .map(({ passage, words, less }) => {
      const held = weights.filter(({ word }) => words.has(word));
      const covered = held.reduce((sum, { weight }) => sum + weight, 0) / Math.max(possible, 1e-9);
      return { ...passage, score: covered - less, covered, unknown };
    })
    .filter(({ covered }) => covered > 0)
    .sort((a, b) => b.score - a.score || compare(placeOf(a), placeOf(b)));
};

export const passagesOf = (stored: StoredPassages | undefined): readonly Passage[] =>
  stored === undefined
    ? []
    : stored.cuts.map(({ heading, text }, ordinal) => ({
        articleId: stored.article.articleId,
        articleVersion: stored.article.version,
        title: stored.article.title,
        ...{ heading, text, ordinal, score: 0 },
      }));

const isOther = ({ article }: StoredPassages, asked: string | undefined): boolean => {
  const language = article.language ?? languageOf(`${article.title}\n${article.markdown}`);
  return asked !== undefined && language !== undefined && !language.startsWith(asked);
};

const STOP = new Set(
  'a an and are as at be by can do for how i if in is it my of on or that the this to was what with you'.split(
    ' ',
  ),
);

/** Lower case, plural and verb endings cut. */
const wordsOf = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => word.length > 1 && !STOP.has(word))
    .map((word) => (word.length <= 4 ? word : word.replace(/(?:ings?|ed|es|s|e)$/, '')));

const wordsOfPassage = ({ title, heading, text }: Passage): ReadonlySet<string> =>
  new Set(wordsOf(`${title} ${heading} ${text}`));

const placeOf = ({ articleId, ordinal = 0 }: Passage): string =>
  `${articleId}\n${String(ordinal).padStart(6, '0')}`;

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
