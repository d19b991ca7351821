import type { ConversationSettings } from '../settings';

/** The first topic of which the text has a phrase as whole words, whatever its case and accents. */
export const topicOf = (text: string, { topics }: ConversationSettings): string | null => {
  if (topics.known.length === 0) return null;
  const words = ` ${normal(text)} `;
  const found = topics.known.find(({ phrases }) =>
    phrases.some((phrase) => words.includes(` ${normal(phrase)} `)),
  );
  return found?.name ?? null;
};

const normal = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
