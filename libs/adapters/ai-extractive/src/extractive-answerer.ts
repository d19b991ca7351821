import type { Answerer, Draft, Turn } from '@deskstream/port-ai';
import type { Passage } from '@deskstream/port-knowledge';
import { confidenceOf } from './confidence';
import { intentOf } from './intent';
import { quote } from './quote';
import { isSolved, lastBurst, signalsOf } from './signals';
import { meaningfulWords } from './words';

const SMALL_TALK_ANSWER = 'Happy to help. Is there anything else you would like to know?';
const ABOUT_ME_ANSWER =
  'I am an automated assistant. I answer from our help center and pass you on to a person whenever you ask.';

const smallTalk: Draft = {
  kind: 'answer',
  text: SMALL_TALK_ANSWER,
  confidence: 0.95,
  sources: [],
};

/** Quotes the best article and says how sure it is. Deterministic; makes no call. */
export const createExtractiveAnswerer = (): Answerer => ({
  name: 'extractive/3',
  query: customersWords,
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
  const [best] = passages;
  if (best === undefined || meaningfulWords(question).length === 0)
    return unsure('no-knowledge', 0, 'no article speaks of the question');
  const { articleId, title, heading, score } = best;
  return {
    kind: 'answer',
    text: `${quote(question, articleId, passages)}\n\nFrom our help center: ${title}`,
    confidence: confidenceOf(articleId, passages),
    sources: [{ articleId, title, heading, score }],
  };
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
