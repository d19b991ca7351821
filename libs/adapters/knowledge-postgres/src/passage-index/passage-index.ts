import { createInvertedIndex } from './inverted-index';
import type { InvertedIndex } from './inverted-index';
import { lexemesOf } from './lexemes';
import { createVectorBlocks } from './vector-blocks';
import type { VectorBlocks } from './vector-blocks';

export interface PassageName {
  readonly workspace: string;
  readonly articleId: string;
  readonly version: string;
  readonly ordinal: number;
}

export interface PassageKey extends PassageName {
  /** PostgreSQL's name of it, as in `english`. */
  readonly language: string;
}

/** As it is stored. Only `vector` comes later, and then stays. */
export interface StoredPassage extends PassageKey {
  readonly length: number;
  /** A tsvector as PostgreSQL prints it. */
  readonly lexemes: string;
  readonly vector: Buffer | null;
}

/**
 * Words and vectors of one workspace's passages, in a row for each. Grows only; which rows count is
 * told by a view, so that a search goes on undisturbed while others add to it.
 */
export interface PassageIndex {
  readonly keys: readonly PassageKey[];
  readonly lengths: readonly number[];
  /** Number of each row's article, from 0. */
  readonly articles: readonly number[];
  readonly articleCount: number;
  numberOf(articleId: string): number | undefined;
  readonly words: InvertedIndex;
  readonly vectors: VectorBlocks;
  /** Its row, whether it was there or not. */
  put(passage: StoredPassage): number;
  /** Rows of a version, in no order; `undefined`: it is not here. */
  rowsOf(articleId: string, version: string): readonly number[] | undefined;
  /** The rows stay, but whoever asks for another version of the article reads it again. */
  keepOnly(articleId: string, versions: ReadonlySet<string>): void;
}

export const createPassageIndex = (): PassageIndex => {
  const keys: PassageKey[] = [];
  const lengths: number[] = [];
  const articles: number[] = [];
  const known = new Map<string, Article>();
  const words = createInvertedIndex();
  const vectors = createVectorBlocks();
  const add = ({ lexemes, length, vector: _, ...key }: StoredPassage, { number }: Article) => {
    const row = keys.push(key) - 1;
    lengths.push(length);
    articles.push(number);
    words.add(row, key.language, lexemesOf(lexemes));
    return row;
  };
  return {
    ...{ keys, lengths, articles, words, vectors },
    get articleCount() {
      return known.size;
    },
    numberOf: (articleId) => known.get(articleId)?.number,
    put: (passage) => {
      const { articleId, version, ordinal, vector } = passage;
      const article: Article = known.get(articleId) ?? {
        number: known.size,
        versions: new Map(),
      };
      known.set(articleId, article);
      const ordinals = article.versions.get(version) ?? new Map<number, number>();
      article.versions.set(version, ordinals);
      const row = ordinals.get(ordinal) ?? add(passage, article);
      ordinals.set(ordinal, row);
      if (vector !== null) vectors.set(row, vector);
      return row;
    },
    rowsOf: (articleId, version) => {
      const ordinals = known.get(articleId)?.versions.get(version);
      return ordinals && [...ordinals.values()];
    },
    keepOnly: (articleId, versions) => {
      const article = known.get(articleId);
      for (const version of article?.versions.keys() ?? [])
        if (!versions.has(version)) article?.versions.delete(version);
    },
  };
};

interface Article {
  readonly number: number;
  /** Version, ordinal, row. */
  readonly versions: Map<string, Map<number, number>>;
}

export const nameOf = ({ workspace, articleId, version, ordinal }: PassageName): string =>
  `${workspace}\n${articleId}\n${version}\n${ordinal}`;
