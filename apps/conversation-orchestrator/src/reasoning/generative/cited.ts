import type { Source } from '@deskstream/conversation-domain';
import type { Passage } from '@deskstream/port-knowledge';

/** The draft without its marks, and the articles that the marks name; a number that no article has is dropped. */
export const cited = (
  text: string,
  passages: readonly Passage[],
): { readonly text: string; readonly sources: readonly Source[] } => {
  const numbers = [...text.matchAll(MARK)].flatMap(([, list = '']) =>
    list.split(',').map((number) => Number(number.trim())),
  );
  const used = [...new Set(numbers)].flatMap((number) => passages[number - 1] ?? []);
  return { text: text.replace(MARK, '').trim(), sources: distinct(used) };
};

const MARK = /\s?\[(\d+(?:\s*,\s*\d+)*)\]/g;

const distinct = (passages: readonly Passage[]): readonly Source[] => {
  const sources = new Map<string, Source>();
  for (const { articleId, title, heading, score } of passages)
    sources.set(`${articleId} ${heading}`, { articleId, title, heading, score });
  return [...sources.values()];
};
