import type { Answerer, Draft, Turn } from '@deskstream/port-ai';
import type { Passage } from '@deskstream/port-knowledge';
import { coverage, wordWeights, wordsOfPassage } from './coverage';
import { intentOf } from './intent';
import { sentencesOf } from './sentences';
import { meaningfulWords } from './words';

/** Below this share of the question covered, nothing relevant was found. */
const NOTHING = 0.25;
const MAX_SENTENCES = 4;
const SMALL_TALK_ANSWER = 'You are welcome. Is there anything else I can help with?';

/** Answers with sentences of the best passage and says how sure it is. Deterministic; makes no call. */
export const createExtractiveAnswerer = (): Answerer => ({
  name: 'extractive/1',
  query: (turns) => questionOf(turns),
  answer: ({ turns, passages }) => Promise.resolve(answer(turns, passages)),
});

const answer = (turns: readonly Turn[], passages: readonly Passage[]): Draft => {
  const question = questionOf(turns);
  switch (intentOf(lastBurst(turns))) {
    case 'wants-human':
      return unsure('human-requested', 1, 'the customer asked for a person');
    case 'small-talk':
      return { kind: 'answer', text: SMALL_TALK_ANSWER, confidence: 0.95, sources: [] };
    case 'question':
      return fromPassages(question, passages);
  }
};

const fromPassages = (question: string, passages: readonly Passage[]): Draft => {
  const words = meaningfulWords(question);
  const weights = wordWeights(words, passages);
  const ranked = passages
    .map((passage) => ({ passage, covered: coverage(weights, wordsOfPassage(passage)) }))
    .sort((a, b) => rank(b, passages) - rank(a, passages));
  const [best] = ranked;
  if (best === undefined || words.length === 0 || best.covered < NOTHING)
    return unsure('no-knowledge', best?.covered ?? 0, 'no article covers the question');
  return {
    kind: 'answer',
    text: quote(best.passage, weights),
    confidence: confidence(best.covered, words.length),
    sources: [
      {
        articleId: best.passage.articleId,
        title: best.passage.title,
        heading: best.passage.heading,
        score: best.passage.score,
      },
    ],
  };
};

const rank = (
  { passage, covered }: { passage: Passage; covered: number },
  passages: readonly Passage[],
): number => passage.score / (passages[0]?.score || 1) + covered;

/** A short question must be covered almost wholly; a long one is never covered wholly. */
const confidence = (covered: number, words: number): number =>
  Math.min(0.99, covered * (words < 3 ? 0.8 : 1) + Math.min(0.15, words * 0.01));

const quote = (passage: Passage, weights: ReadonlyMap<string, number>): string => {
  const sentences = sentencesOf(passage.text);
  const scores = sentences.map((sentence) => coverage(weights, new Set(meaningfulWords(sentence))));
  const best = scores.indexOf(Math.max(...scores));
  const from = Math.max(0, Math.min(best, sentences.length - MAX_SENTENCES));
  const chosen = sentences.slice(from, from + MAX_SENTENCES);
  return `${chosen.join('\n')}\n\nFrom our help center: ${passage.title}`;
};

/** The customer's last messages, with the turn before when they are too short to stand alone. */
const questionOf = (turns: readonly Turn[]): string => {
  const last = lastBurst(turns);
  if (meaningfulWords(last).length >= 4) return last;
  const earlier = turns.filter(({ role }) => role === 'customer').slice(-3);
  return earlier.map(({ text }) => text).join('\n');
};

const lastBurst = (turns: readonly Turn[]): string => {
  const other = turns.findLastIndex(({ role }) => role !== 'customer');
  return turns
    .slice(other + 1)
    .map(({ text }) => text)
    .join('\n');
};

const unsure = (
  cause: 'human-requested' | 'no-knowledge',
  confidence: number,
  because: string,
): Draft => ({ kind: 'unsure', cause, confidence, because });
