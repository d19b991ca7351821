import { createBreather } from './breather';
import type { Postings } from './inverted-index';
import type { View } from './view';

/** How much of the question's words a passage holds. */
export interface WordHit {
  readonly view: View;
  readonly row: number;
  /** BM25 over the most that the question's words could reach: 0 to 1, alike in small and large help centers. */
  readonly covered: number;
}

export interface FoundWords {
  /** Best first. */
  readonly hits: readonly WordHit[];
  /** Share (0 to 1) of the question's words that no passage holds, in the language where it is least. */
  readonly unknown: number;
}

/** The question's stems, by the language that cut them. */
export type Stems = ReadonlyMap<string, readonly string[]>;

/** More hits than this add nothing: the rest hold a common word or two. */
const MAX_HITS = 1_000;

/** BM25 (k1 = 1.2, b = 0.6) over what stands in all views together; each language's stems in its own passages. */
export const findWords = async (views: readonly View[], stems: Stems): Promise<FoundWords> => {
  const corpus = corpusOf(views);
  const sums = views.map(({ standing }) => new Float64Array(standing.length));
  const possible = new Map<string, number>();
  const unknown: number[] = [];
  const breathe = createBreather();
  for (const [language, lexemes] of stems) {
    let [most, missing] = [0, 0];
    for (const lexeme of lexemes) {
      const lists = views.map(({ index }) => index.words.postings(language, lexeme));
      const holding = holdingOf(views, lists);
      const weight = Math.log(1 + (corpus.count - holding + 0.5) / (holding + 0.5)) * 2.2;
      most += weight;
      missing += Number(holding === 0);
      lists.forEach((postings, nth) => {
        const [own, view] = [sums[nth], views[nth]];
        if (own === undefined || view === undefined) return;
        addTo(own, postings, { view, weight, meanLength: corpus.meanLength });
      });
      await breathe();
    }
    possible.set(language, most);
    unknown.push(missing / lexemes.length);
  }
  const hits = bestOf(views.flatMap((view, nth) => hitsOf(view, sums[nth], possible)));
  return { hits, unknown: hits.length === 0 ? 1 : Math.min(...unknown) };
};

const corpusOf = (views: readonly View[]) => {
  const count = views.reduce((sum, view) => sum + view.count, 0);
  const length = views.reduce((sum, view) => sum + view.length, 0);
  return { count, meanLength: Math.max(1, length / Math.max(1, count)) };
};

/** How many passages that stand hold it. */
const holdingOf = (views: readonly View[], lists: readonly Postings[]): number => {
  let holding = 0;
  lists.forEach(({ rows, size }, nth) => {
    const standing = views[nth]?.standing ?? EMPTY;
    for (let at = 0; at < size; at += 1) holding += standing[rows[at] ?? 0] ?? 0;
  });
  return holding;
};

const EMPTY = new Uint8Array(0);

interface Weighing {
  readonly view: View;
  readonly weight: number;
  readonly meanLength: number;
}

const addTo = (
  sums: Float64Array,
  { rows, frequencies, size }: Postings,
  { view, weight, meanLength }: Weighing,
): void => {
  const { standing, index } = view;
  for (let at = 0; at < size; at += 1) {
    const row = rows[at] ?? 0;
    if (standing[row] !== 1) continue;
    const frequency = frequencies[at] ?? 0;
    const length = index.lengths[row] ?? 0;
    const saturated = frequency / (frequency + 1.2 * (0.4 + (0.6 * length) / meanLength));
    sums[row] = (sums[row] ?? 0) + weight * saturated;
  }
};

const hitsOf = (
  view: View,
  sums: Float64Array | undefined,
  possible: ReadonlyMap<string, number>,
): readonly WordHit[] => {
  const hits: WordHit[] = [];
  sums?.forEach((sum, row) => {
    if (sum === 0) return;
    const most = possible.get(view.index.keys[row]?.language ?? '') ?? sum;
    hits.push({ view, row, covered: sum / most });
  });
  return hits;
};

/** Sorts only what may be kept: numbers are sorted fast, hits are not. */
const bestOf = (hits: readonly WordHit[]): readonly WordHit[] => {
  const values = Float64Array.from(hits, ({ covered }) => covered).sort();
  const worst = values.at(-MAX_HITS) ?? 0;
  return hits
    .filter(({ covered }) => covered >= worst)
    .sort(compare)
    .slice(0, MAX_HITS);
};

const compare = (a: WordHit, b: WordHit): number => {
  const [one, other] = [a.view.index.keys[a.row], b.view.index.keys[b.row]];
  if (a.covered !== b.covered || one === undefined || other === undefined)
    return b.covered - a.covered;
  if (one.articleId !== other.articleId) return one.articleId < other.articleId ? -1 : 1;
  return one.ordinal - other.ordinal;
};
