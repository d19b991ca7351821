import type { AnswerValues } from './answer.prompt';
import { dataOf } from './answer.prompt';
import { fenced } from './fenced';
import type { Prompt } from './prompt';
import { promptOf } from './prompt';
import type { Template } from './template';
import { templateOf } from './templates';

export interface JudgeValues extends AnswerValues {
  readonly draft: string;
  /** What tools answered during the run. */
  readonly results: readonly string[];
}

export interface Verdict {
  readonly grounded: boolean;
  readonly helpful: boolean;
  readonly allowedTopic: boolean;
  readonly promisesHandoff: boolean;
  /** 0 to 1. */
  readonly confidence: number;
  readonly because: string;
}

/** Answered by a `Verdict`. */
export const judgePrompt = (
  values: JudgeValues,
  template: Template = templateOf('judge'),
): Prompt => {
  const { nonce, results, draft } = values;
  const data = [
    ...dataOf(values),
    ...results.map((result) => fenced('tool-result', result, nonce)),
    fenced('draft', draft, nonce),
  ];
  return promptOf(template, { nonce, data, output: { name: 'verdict', schema: VERDICT } });
};

const VERDICT = {
  type: 'object',
  properties: {
    grounded: { type: 'boolean' },
    helpful: { type: 'boolean' },
    allowedTopic: { type: 'boolean' },
    promisesHandoff: { type: 'boolean' },
    confidence: { type: 'number', minimum: 0, maximum: 1 },
    because: { type: 'string' },
  },
  required: ['grounded', 'helpful', 'allowedTopic', 'promisesHandoff', 'confidence', 'because'],
  additionalProperties: false,
} as const;
