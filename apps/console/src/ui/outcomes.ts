import type { Tone } from './chip';

/** How messages were settled, in the words of people, with its tone. */
export const OUTCOMES: Readonly<Record<string, readonly [Tone, string]>> = {
  replied: ['good', 'answered'],
  'handed-over': ['warning', 'handed off'],
  suppressed: ['plain', 'stayed silent'],
  suggested: ['good', 'drafted'],
  resolved: ['good', 'solved'],
  failed: ['bad', 'failed'],
};

export const outcomeOf = (outcome: string): readonly [Tone, string] =>
  OUTCOMES[outcome] ?? ['plain', outcome.replaceAll('-', ' ')];
