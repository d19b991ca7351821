import type { Answerer, Draft, Turn } from '@deskstream/port-ai';
import type { Article, Knowledge, Passage } from '@deskstream/port-knowledge';
import type { Judged, Question } from './figures';
import { isGrounded } from './grounded';
import { normalise } from './normalise';

export interface Asked {
  readonly knowledge: Knowledge;
  readonly answerer: Answerer;
  readonly articles: ReadonlyMap<string, Article>;
}

/** As the reasoning run does it: as many passages, the same calls. */
const PASSAGES = 8;
/** Enough passages to hold ten articles, for the rank of the right one. */
const DEEP = 60;

export const judge = async (
  { knowledge, answerer, articles }: Asked,
  question: Question,
): Promise<Judged> => {
  const turns = turnsOf(question);
  const began = performance.now();
  const found = await knowledge.retrieve({
    workspace: 'eval',
    text: answerer.query(turns),
    limit: DEEP,
  });
  const tookMs = performance.now() - began;
  const passages = found.slice(0, PASSAGES);
  const draft = await answerer.answer({ turns, passages }, new AbortController().signal);
  return {
    ...question,
    ...outcomeOf(draft, articles),
    ...wordingOf(draft, question),
    ...ranksOf(found, question),
    tookMs,
    turns,
    passages,
    others: found.filter(({ articleId }) => !question.gold.includes(articleId)).slice(0, PASSAGES),
  };
};

const ranksOf = (found: readonly Passage[], { gold }: Question) => {
  const ranked = [...new Set(found.map(({ articleId }) => articleId))].slice(0, 10);
  return {
    rank: ranked.findIndex((id) => gold.includes(id)) + 1,
    both: gold.length > 0 && gold.every((id) => ranked.slice(0, 3).includes(id)),
  };
};

const outcomeOf = (
  draft: Draft,
  articles: ReadonlyMap<string, Article>,
): Pick<Judged, 'confidence' | 'cited' | 'grounded' | 'answer'> => {
  if (draft.kind !== 'answer') return { confidence: 0, cited: [], grounded: false, answer: '' };
  const cited = draft.sources.map(({ articleId }) => articleId);
  const grounded = isGrounded(
    draft.text,
    cited.flatMap((id) => articles.get(id) ?? []),
  );
  return { confidence: draft.confidence, cited, grounded, answer: draft.text };
};

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
