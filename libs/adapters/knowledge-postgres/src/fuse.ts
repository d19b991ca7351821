import type { Spread } from './fuse-figures';
import { bestPlaces, bestThree, meansBy, meansOf, spreadOf } from './fuse-figures';
import { articleKey } from './hidden';
import type { WordHit } from './passage-index/bm25';
import type { Likeness } from './passage-index/likeness';
import { nameOf } from './passage-index/passage-index';
import type { PassageKey } from './passage-index/passage-index';

export interface Ranked extends PassageKey {
  readonly score: number;
  readonly covered: number;
  readonly similarity?: number;
  /** Mean likeness of the three most alike passages of its article. */
  readonly support?: number;
  /** By how many standard deviations its article's most alike passage is ahead of what so many passages bring by chance. */
  readonly standing?: number;
}

/** What the words add to likeness of meaning, and what the mean of its article adds to a passage. */
const WORDS = 0.2;
const ARTICLE = 0.2;
/** Without embeddings: what the other hits of its article add to a passage. */
const ARTICLE_OF_WORDS = 0.25;
/** A passage in another language than the question's is worth this much less. */
const OTHER_LANGUAGE = 0.05;
/** Nobody asks for more. */
const KEPT = 500;

/**
 * Best first, the first hundreds of them. Chosen on the tuning half of the evaluation set
 * (docs/reference/answer-quality.md); neighbouring weights do as well. Without likenesses, words alone rank.
 */
export const fuse = (
  alike: readonly Likeness[],
  hits: readonly WordHit[],
  preferred: string | null = null,
): readonly Ranked[] => {
  const filled = alike.filter(({ rows }) => rows.length > 0);
  const found = filled.length === 0 ? byWords(hits) : byBoth(filled, hits);
  const ranked = preferred === null ? found : found.map((each) => lessIfOther(each, preferred));
  return [...ranked].sort((a, b) => b.score - a.score || compare(nameOf(a), nameOf(b)));
};

const lessIfOther = (ranked: Ranked, preferred: string): Ranked =>
  ranked.language === preferred ? ranked : { ...ranked, score: ranked.score - OTHER_LANGUAGE };

const byWords = (hits: readonly WordHit[]): readonly Ranked[] => {
  const found = hits.flatMap(named);
  const articles = meansBy(found, ({ covered }) => covered);
  return found.map((hit) => {
    const { sum, count } = articles.get(articleKey(hit)) ?? { sum: 0, count: 1 };
    return { ...hit, score: hit.covered + (ARTICLE_OF_WORDS * (sum - hit.covered)) / count };
  });
};

type Named = PassageKey & Pick<WordHit, 'covered'>;

const named = ({ view, row, covered }: WordHit): readonly Named[] => {
  const key = view.index.keys[row];
  return key === undefined ? [] : [{ ...key, covered }];
};

const byBoth = (alike: readonly Likeness[], hits: readonly WordHit[]): readonly Ranked[] => {
  const spread = spreadOf(alike);
  const joined = alike.map((each) => withWords(each, hits));
  const seen = new Set(joined.flatMap(({ embedded }) => embedded));
  const waiting = hits.filter((hit) => !seen.has(hit));
  return [
    ...joined.flatMap((each) => rankEmbedded(each, spread)),
    ...rankWaiting(waiting.flatMap(named), spread),
  ];
};

interface Joined extends Likeness {
  /** Of each of `rows`. */
  readonly covered: Float32Array;
  /** Hits that have a vector here. */
  readonly embedded: readonly WordHit[];
}

const withWords = (likeness: Likeness, hits: readonly WordHit[]): Joined => {
  const { view, rows } = likeness;
  const byRow = new Map<number, WordHit>();
  for (const hit of hits) if (hit.view === view) byRow.set(hit.row, hit);
  const embedded: WordHit[] = [];
  const covered = new Float32Array(rows.length);
  rows.forEach((row, place) => {
    const hit = byRow.get(row);
    if (hit === undefined) return;
    embedded.push(hit);
    covered[place] = hit.covered;
  });
  return { ...likeness, covered, embedded };
};

/** Numbers in arrays and no object a passage: there may be tens of thousands. */
const rankEmbedded = (joined: Joined, { mean, deviation, chance }: Spread): readonly Ranked[] => {
  const { view, rows, products, covered } = joined;
  const articles = rows.map((row) => view.index.articles[row] ?? 0);
  const own = products.map((product, place) => product + WORDS * (covered[place] ?? 0));
  const means = meansOf(own, articles, view.index.articleCount);
  const scores = own.map(
    (value, place) => (value + ARTICLE * (means[articles[place] ?? 0] ?? 0)) / (1 + ARTICLE),
  );
  const bests = bestThree(products, articles, view.index.articleCount);
  return bestPlaces(scores, KEPT).flatMap((place) => {
    const key = view.index.keys[rows[place] ?? -1];
    const [first, support] = bests(articles[place] ?? 0);
    return key === undefined
      ? []
      : [
          {
            ...key,
            score: scores[place] ?? 0,
            covered: covered[place] ?? 0,
            similarity: products[place] ?? 0,
            support,
            standing: (first - mean) / deviation - chance,
          },
        ];
  });
};

/** Has no vector yet: taken for as alike as the words make likely. */
const rankWaiting = (hits: readonly Named[], { mean, best }: Spread): readonly Ranked[] => {
  const all = hits.map((hit) => ({
    ...hit,
    own: mean + (best - mean) * Math.min(1, 2 * hit.covered) + WORDS * hit.covered,
  }));
  const articles = meansBy(all, ({ own }) => own);
  return all.map(({ own, ...hit }) => {
    const { sum, count } = articles.get(articleKey(hit)) ?? { sum: own, count: 1 };
    return { ...hit, score: (own + ARTICLE * (sum / count)) / (1 + ARTICLE) };
  });
};

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
