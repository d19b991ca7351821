import type { ModelMessage, ModelRequest } from '@deskstream/port-ai';
import type { PromptId, Template } from './template';

/** A prompt with a conversation's data in it, ready for a model. */
export interface Prompt {
  readonly prompt: PromptId;
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  readonly output?: NonNullable<ModelRequest['output']>;
  /** The prompt's own words, without the conversation's data. */
  readonly instructions: string;
}

export interface PromptParts {
  readonly nonce: string;
  /** Fenced parts. */
  readonly data: readonly string[];
  readonly output?: NonNullable<ModelRequest['output']>;
}

/** Instructions in the system message, data in the user's: never one within the other. */
export const promptOf = (
  { text, id, version, hash }: Template,
  { nonce, data, output }: PromptParts,
): Prompt => {
  if (!NONCE.test(nonce))
    throw new Error('A nonce has at least 12 letters or digits, or data could forge its marks.');
  return {
    prompt: { id, version, hash },
    system: text.replaceAll('{nonce}', nonce),
    messages: [{ role: 'user', text: data.join('\n\n') }],
    ...(output === undefined ? {} : { output }),
    instructions: text,
  };
};

const NONCE = /^[A-Za-z0-9_-]{12,}$/;
