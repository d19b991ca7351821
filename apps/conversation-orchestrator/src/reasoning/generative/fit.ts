import type { Turn } from '@deskstream/port-ai';
import type { Passage } from '@deskstream/port-knowledge';
import { tokensOf } from './briefing';

export interface Fitted<T> {
  readonly kept: readonly T[];
  readonly tokens: number;
  readonly dropped: number;
  readonly cut: number;
}

/** The latest turns that fit; the last one is cut rather than dropped. */
export const fitTurns = (turns: readonly Turn[], budget: number): Fitted<Turn> => {
  const kept: Turn[] = [];
  let left = budget;
  let cut = 0;
  for (const turn of turns.toReversed()) {
    const tokens = tokensOf(turn.text);
    if (tokens > left && kept.length > 0) break;
    if (tokens > left) cut += 1;
    kept.unshift(tokens > left ? { ...turn, text: cutTo(turn.text, left) } : turn);
    left = Math.max(0, left - tokens);
  }
  return { kept, tokens: budget - left, dropped: turns.length - kept.length, cut };
};

/** The best passages that fit. */
export const fitPassages = (passages: readonly Passage[], budget: number): Fitted<Passage> => {
  let tokens = 0;
  const kept = passages.filter(({ text, title, heading }) => {
    const own = tokensOf(`${title}${heading}${text}`);
    if (tokens + own > budget) return false;
    tokens += own;
    return true;
  });
  return { kept, tokens, dropped: passages.length - kept.length, cut: 0 };
};

/** Four bytes a token; whole characters. */
const cutTo = (text: string, tokens: number): string => {
  const bytes = new TextEncoder().encode(text).slice(0, tokens * 4);
  return new TextDecoder().decode(bytes).replace(/\uFFFD+$/, '');
};
