import type { Signals } from '@deskstream/conversation-domain';
import type { Turn } from '@deskstream/port-ai';
import { intentOf } from './intent';
import { languageOf } from '@deskstream/platform-text';

/** Language, mood and end of the customer's last messages, by their words alone. */
export const signalsOf = (turns: readonly Turn[]): Signals => {
  const last = lastBurst(turns);
  const language = languageOf(last);
  return {
    ...(language === undefined ? {} : { language }),
    sentiment: sentimentOf(last),
    ...(isSolved(turns) ? { solved: true } : {}),
  };
};

/** Thanks, or "that worked", as the customer's reaction to an answer of the AI. */
export const isSolved = (turns: readonly Turn[]): boolean =>
  turns.findLast(({ role }) => role !== 'customer')?.role === 'assistant' &&
  intentOf(lastBurst(turns)) === 'solved';

/** What the customer wrote since anybody else wrote. */
export const lastBurst = (turns: readonly Turn[]): string => {
  const other = turns.findLastIndex(({ role }) => role !== 'customer');
  return turns
    .slice(other + 1)
    .map(({ text }) => text)
    .join('\n');
};

const ANGRY =
  /(?<!\p{L})(?:ridiculous|unacceptable|outrag\p{L}*|disgust\p{L}*|furious|scam\p{L}*|fraud|pathetic|useless|worst|fed up|sick of|liars?|lawyer|unverschämt\p{L}*|frechheit|betrug|inaceptable|estafa|scandaleux|arnaque|inadmissible)(?!\p{L})/iu;
const NEGATIVE =
  /(?<!\p{L})(?:annoy\p{L}*|frustrat\p{L}*|disappoint\p{L}*|terrible|horrible|awful|angry|upset|ärgerlich|enttäusch\p{L}*|molesto|decepcionad\p{L}*|déçue?|énervée?)(?!\p{L})/iu;
const POSITIVE =
  /(?<!\p{L})(?:great|awesome|perfect|excellent|love|wonderful|super|genial|perfecto|parfait|wunderbar|toll)(?!\p{L})/iu;

const sentimentOf = (text: string): NonNullable<Signals['sentiment']> => {
  if (ANGRY.test(text) || NEGATIVE.test(text)) return isLoud(text) ? 'angry' : 'negative';
  return POSITIVE.test(text) && !text.includes('?') ? 'positive' : 'neutral';
};

/** Shouting: two exclamation marks, or most letters of more than a few are capitals. */
const isLoud = (text: string): boolean => {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return /!\s*!/.test(text) || (letters > 12 && capitals > 0.6 * letters);
};
