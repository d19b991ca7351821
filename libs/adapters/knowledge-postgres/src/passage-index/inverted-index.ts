import type { Lexeme } from './lexemes';

/** The passages that hold a stem, and how often: the first `size` of both arrays. */
export interface Postings {
  readonly rows: Int32Array;
  readonly frequencies: Float32Array;
  readonly size: number;
}

/** Grows only. Whoever reads meanwhile sees rows that are newer than what it looks for, and no others. */
export interface InvertedIndex {
  add(row: number, language: string, lexemes: readonly Lexeme[]): void;
  postings(language: string, lexeme: string): Postings;
}

export const createInvertedIndex = (): InvertedIndex => {
  const languages = new Map<string, Map<string, Growing>>();
  return {
    add: (row, language, lexemes) => {
      const stems = languages.get(language) ?? new Map<string, Growing>();
      languages.set(language, stems);
      for (const { lexeme, frequency } of lexemes) {
        const postings = stems.get(lexeme) ?? emptyPostings();
        append(postings, row, frequency);
        stems.set(lexeme, postings);
      }
    },
    postings: (language, lexeme) => languages.get(language)?.get(lexeme) ?? NONE,
  };
};

interface Growing {
  rows: Int32Array;
  frequencies: Float32Array;
  size: number;
}

const emptyPostings = (): Growing => ({
  rows: new Int32Array(0),
  frequencies: new Float32Array(0),
  size: 0,
});

const NONE: Postings = emptyPostings();

const append = (postings: Growing, row: number, frequency: number): void => {
  const { size } = postings;
  if (size === postings.rows.length) {
    postings.rows = larger(Int32Array, postings.rows);
    postings.frequencies = larger(Float32Array, postings.frequencies);
  }
  postings.rows[size] = row;
  postings.frequencies[size] = frequency;
  postings.size += 1;
};

const larger = <T extends Int32Array | Float32Array>(
  kind: new (length: number) => T,
  values: T,
): T => {
  const copy = new kind(2 * values.length + 1);
  copy.set(values);
  return copy;
};
