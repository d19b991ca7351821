import type { Turn } from '@deskstream/port-ai';
import { conversationOf } from './answer.prompt';
import { fenced } from './fenced';
import type { Prompt } from './prompt';
import { promptOf } from './prompt';
import type { Template } from './template';
import { templateOf } from './templates';

export interface SummaryValues {
  readonly turns: readonly Turn[];
  /** Titles of the articles that were looked at. */
  readonly articles: readonly string[];
  /** Why the AI stopped. */
  readonly because: string;
  readonly nonce: string;
}

export interface Summary {
  readonly asked: string;
  readonly known: readonly string[];
  readonly tried: readonly string[];
  readonly open: readonly string[];
  readonly sentiment: 'positive' | 'neutral' | 'negative' | 'angry';
  /** ISO 639-1. */
  readonly language: string;
}

/** Answered by a `Summary`. */
export const summaryPrompt = (
  { turns, articles, because, nonce }: SummaryValues,
  template: Template = templateOf('summary'),
): Prompt =>
  promptOf(template, {
    nonce,
    data: [
      ...(articles.length === 0 ? [] : [fenced('articles-looked-at', articles.join('\n'), nonce)]),
      fenced('why-the-assistant-stopped', because, nonce),
      conversationOf(turns, nonce),
    ],
    output: { name: 'summary', schema: SUMMARY },
  });

const TEXTS = { type: 'array', items: { type: 'string' } } as const;

const SUMMARY = {
  type: 'object',
  properties: {
    asked: { type: 'string' },
    known: TEXTS,
    tried: TEXTS,
    open: TEXTS,
    sentiment: { type: 'string', enum: ['positive', 'neutral', 'negative', 'angry'] },
    language: { type: 'string', pattern: '^[a-z]{2}$' },
  },
  required: ['asked', 'known', 'tried', 'open', 'sentiment', 'language'],
  additionalProperties: false,
} as const;
