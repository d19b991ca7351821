import { createPassageIndex } from '../passage-index';
import { bytesOf } from '../vector-blocks';
import { viewOf } from '../view';
import type { View } from '../view';

export interface SmallPassage {
  readonly article: number;
  /** `null`: not embedded. */
  readonly vector: readonly number[] | null;
  readonly stands: boolean;
}

/** Passages of one workspace in English, each with the words `tsvector`. */
export const smallView = (passages: readonly SmallPassage[], tsvector = ''): View => {
  const index = createPassageIndex();
  passages.forEach(({ article, vector }, ordinal) => {
    index.put({
      ...{ workspace: 'acme', articleId: `article-${article}`, version: '1', ordinal },
      ...{ language: 'english', length: 10, lexemes: tsvector },
      vector: vector === null ? null : bytesOf(Float32Array.from(vector)),
    });
  });
  return viewOf(
    index,
    Uint8Array.from(passages, ({ stands }) => Number(stands)),
  );
};
