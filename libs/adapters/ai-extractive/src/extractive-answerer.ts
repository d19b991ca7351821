import type { Answerer, Draft, Turn } from '@deskstream/port-ai';
import type { Passage } from '@deskstream/port-knowledge';
import { coverage, wordWeights, wordsOfPassage } from './coverage';
import { confidenceOf } from './confidence';
import { intentOf } from './intent';
import { sentencesOf } from './sentences';
import { queryOf } from './query';
import { isSolved, lastBurst, signalsOf } from './signals';
import { meaningfulWords } from './words';

/** How much the customer's own words count beside the retrieval's score when a passage is chosen. */
const COVERAGE = 0.2;
const MAX_SENTENCES = 12;
/** Characters. */
const SHORT_READ = 900;
const SMALL_TALK_ANSWER = 'Happy to help. Is there anything else you would like to know?';
const ABOUT_ME_ANSWER =
  'I am an automated assistant. I answer from our help center and pass you on to a person whenever you ask.';

const smallTalk: Draft = {
  kind: 'answer',
  text: SMALL_TALK_ANSWER,
  confidence: 0.95,
  sources: [],
};

/** Answers with sentences of the best passage and says how sure it is. Deterministic; makes no call. */
export const createExtractiveAnswerer = (): Answerer => ({
  name: 'extractive/1',
  query: (turns) => queryOf(customersWords(turns)),
  answer: ({ turns, passages }) => Promise.resolve(answer(turns, passages)),
  signals: signalsOf,
});

const answer = (turns: readonly Turn[], passages: readonly Passage[]): Draft => {
  const question = questionOf(turns);
  switch (intentOf(lastBurst(turns))) {
    case 'wants-human':
      return unsure('human-requested', 1, 'the customer asked for a person');
    case 'solved':
      return isSolved(turns) ? { kind: 'solved' } : smallTalk;
    case 'small-talk':
      return smallTalk;
    case 'about-me':
      return { kind: 'answer', text: ABOUT_ME_ANSWER, confidence: 0.95, sources: [] };
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
  if (best === undefined || words.length === 0)
    return unsure('no-knowledge', 0, 'no article speaks of the question');
  return {
    kind: 'answer',
    text: `${textOf(
      ranked.map(({ passage }) => passage),
      weights,
    )}\n\nFrom our help center: ${best.passage.title}`,
    confidence: confidenceOf(question, best.passage, passages),
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
): number => passage.score / (passages[0]?.score || 1) + COVERAGE * covered;

/** The best passage, and the next one of its article when both together are still a short read. */
const textOf = (ranked: readonly Passage[], weights: ReadonlyMap<string, number>): string => {
  const [best, next] = ranked.filter(({ articleId }) => articleId === ranked[0]?.articleId);
  if (best === undefined) return '';
  const first = quote(best, weights);
  if (next === undefined || first.length + next.text.length > SHORT_READ) return first;
  return `${first}\n\n${next.heading === '' ? '' : `${next.heading}:\n`}${quote(next, weights)}`;
};

const quote = (passage: Passage, weights: ReadonlyMap<string, number>): string => {
  const sentences = sentencesOf(passage.text);
  const scores = sentences.map((sentence) => coverage(weights, new Set(meaningfulWords(sentence))));
  const best = scores.indexOf(Math.max(...scores));
  const from = Math.max(0, Math.min(best, sentences.length - MAX_SENTENCES));
  const chosen = sentences.slice(from, from + MAX_SENTENCES);
  return chosen.join('\n');
};

/** The customer's last messages, with the turn before when they are too short to stand alone. */
const questionOf = (turns: readonly Turn[]): string => {
  const last = lastBurst(turns);
  if (meaningfulWords(last).length >= 4) return last;
  const earlier = turns.filter(({ role }) => role === 'customer').slice(-3);
  return earlier.map(({ text }) => text).join('\n');
};

/** The last messages tell most; what the customer said before tells what they are about. */
const customersWords = (turns: readonly Turn[]): string =>
  turns
    .filter(({ role }) => role === 'customer')
    .slice(-3)
    .map(({ text }) => text)
    .join('\n');

const unsure = (
  cause: 'human-requested' | 'no-knowledge',
  confidence: number,
  because: string,
): Draft => ({ kind: 'unsure', cause, confidence, because });
