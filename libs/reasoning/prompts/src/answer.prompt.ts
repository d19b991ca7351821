import type { Turn } from '@deskstream/port-ai';
import type { Passage } from '@deskstream/port-knowledge';
import { fenced } from './fenced';
import type { Prompt } from './prompt';
import { promptOf } from './prompt';
import type { Template } from './template';
import { templateOf } from './templates';

export interface AnswerValues {
  readonly turns: readonly Turn[];
  readonly passages: readonly Pick<Passage, 'title' | 'heading' | 'text'>[];
  /** What is known of the customer: attributes, companies. */
  readonly facts: readonly string[];
  /** Earlier runs and handoffs. */
  readonly history: readonly string[];
  readonly purpose: 'reply' | 'suggestion';
  /** Marks where data begins and ends; derived from the run, so that no text can know it beforehand. */
  readonly nonce: string;
}

/** A reply to the customer, or a suggestion for the teammate; the newest version without another template. */
export const answerPrompt = (
  values: AnswerValues,
  template: Template = templateOf(values.purpose === 'reply' ? 'answer' : 'suggest'),
): Prompt => promptOf(template, { nonce: values.nonce, data: dataOf(values) });

/** Articles are numbered from 1, as the answer cites them. */
export const dataOf = ({
  turns,
  passages,
  facts,
  history,
  nonce,
}: AnswerValues): readonly string[] => [
  ...passages.map(({ title, heading, text }, index) =>
    fenced(
      `article-${index + 1}`,
      `${[title, heading].filter(Boolean).join(' – ')}\n${text}`,
      nonce,
    ),
  ),
  ...(facts.length === 0 ? [] : [fenced('known-of-the-customer', facts.join('\n'), nonce)]),
  ...(history.length === 0 ? [] : [fenced('before', history.join('\n'), nonce)]),
  conversationOf(turns, nonce),
];

export const conversationOf = (turns: readonly Turn[], nonce: string): string =>
  fenced('conversation', turns.map(({ role, text }) => `${role}: ${text}`).join('\n'), nonce);
