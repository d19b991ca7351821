import type { PassageIndex } from './passage-index';

/** The passages that stand, of an index that may hold more. Never changes. */
export interface View {
  readonly index: PassageIndex;
  /** By row: 1 stands. */
  readonly standing: Uint8Array;
  readonly count: number;
  /** Of all that stand together. */
  readonly length: number;
  /** That they are written in. */
  readonly languages: ReadonlySet<string>;
}

export const viewOf = (index: PassageIndex, standing: Uint8Array): View => {
  const languages = new Set<string>();
  let [count, length] = [0, 0];
  standing.forEach((stands, row) => {
    const key = index.keys[row];
    if (stands === 0 || key === undefined) return;
    count += 1;
    length += index.lengths[row] ?? 0;
    languages.add(key.language);
  });
  return { index, standing, count, length, languages };
};
