import type { Template } from '@deskstream/reasoning-prompts';
import type { Exchange, Frame } from './exchange';

/** Of a what-if, where it brings one for this purpose; the newest without. */
export const answerTemplate = (
  { generative }: Pick<Frame, 'generative'>,
  { values }: Pick<Exchange, 'values'>,
): Template | undefined => generative.prompts?.[values.purpose === 'reply' ? 'answer' : 'suggest'];
