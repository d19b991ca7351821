import type { Answerer, Draft, Turn } from '@deskstream/port-ai';
import type { Knowledge } from '@deskstream/port-knowledge';
import type { Judged, Question } from './figures';

interface Asked {
  readonly knowledge: Knowledge;
  readonly answerer: Answerer;
}

/** As the reasoning run does it: as many passages, the same calls. */
const PASSAGES = 8;
/** Enough passages to hold ten articles, for the rank of the right one. */
const DEEP = 60;

export const judge = async (
  { knowledge, answerer }: Asked,
  question: Question,
): Promise<Judged> => {
  const turns = turnsOf(question);
  const found = await knowledge.retrieve({
    workspace: 'eval',
    text: answerer.query(turns),
    limit: DEEP,
  });
  const articles = [...new Set(found.map(({ articleId }) => articleId))].slice(0, 10);
  const passages = found.slice(0, PASSAGES);
  const draft = await answerer.answer({ turns, passages }, new AbortController().signal);
  return {
    ...question,
    ...outcomeOf(draft),
    ...wordingOf(draft, question),
    rank: articles.findIndex((id) => question.gold.includes(id)) + 1,
  };
};

const outcomeOf = (draft: Draft): Pick<Judged, 'confidence' | 'cited'> =>
  draft.kind === 'answer'
    ? { confidence: draft.confidence, cited: draft.sources.map(({ articleId }) => articleId) }
    : { confidence: 0, cited: [] };

const wordingOf = (
  draft: Draft,
  { must_contain = [], must_not_contain = [] }: Question,
): Pick<Judged, 'correct' | 'betrayed'> => {
  const text = normalise(draft.kind === 'answer' ? draft.text : '');
  const holds = (each: string) => text.includes(normalise(each));
  return {
    correct: must_contain.every((group) => group.some(holds)),
    betrayed: must_not_contain.some(holds),
  };
};

const turnsOf = ({ history = [], question }: Question): readonly Turn[] => [
  ...history.map(({ role, text }): Turn => ({
    role: role === 'user' ? 'customer' : 'assistant',
    text,
  })),
  { role: 'customer', text: question },
];

const normalise = (text: string): string =>
  text
    .replace(/[*`]/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .toLowerCase();
