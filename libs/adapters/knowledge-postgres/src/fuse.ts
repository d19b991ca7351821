import { articleKey } from './hidden';
import { keyOf } from './vector-index';
import type { PassageKey, VectorIndex } from './vector-index';
import type { WordHit } from './words';

export interface Ranked extends PassageKey {
  readonly score: number;
  readonly covered: number;
  readonly similarity?: number;
  /** Mean likeness of the three most alike passages of its article. */
  readonly support?: number;
  /** By how many standard deviations its article's most alike passage is ahead of what so many passages bring by chance. */
  readonly standing?: number;
}

/** Likeness of the question with each passage of one owner. */
export interface Alike {
  readonly index: VectorIndex;
  readonly products: Float32Array;
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
  alike: readonly Alike[],
  hits: readonly WordHit[],
  preferred: string | null = null,
): readonly Ranked[] => {
  const filled = alike.filter(({ products }) => products.length > 0);
  const found = filled.length === 0 ? byWords(hits) : byBoth(filled, hits);
  const ranked = preferred === null ? found : found.map((each) => lessIfOther(each, preferred));
  return [...ranked].sort((a, b) => b.score - a.score || compare(keyOf(a), keyOf(b)));
};

const lessIfOther = (ranked: Ranked, preferred: string): Ranked =>
  ranked.language === preferred ? ranked : { ...ranked, score: ranked.score - OTHER_LANGUAGE };

const byWords = (hits: readonly WordHit[]): readonly Ranked[] => {
  const articles = meansBy(hits, ({ covered }) => covered);
  return hits.map((hit) => {
    const { sum, count } = articles.get(articleKey(hit)) ?? { sum: 0, count: 1 };
    return { ...hit, score: hit.covered + (ARTICLE_OF_WORDS * (sum - hit.covered)) / count };
  });
};

const byBoth = (alike: readonly Alike[], hits: readonly WordHit[]): readonly Ranked[] => {
  const spread = spreadOf(alike);
  const waiting = hits.filter((hit) => alike.every(({ index }) => !index.rows.has(keyOf(hit))));
  return [
    ...alike.flatMap((each) => embedded(each, hits, spread)),
    ...notEmbedded(waiting, spread),
  ];
};

interface Spread {
  readonly mean: number;
  readonly deviation: number;
  readonly best: number;
  /** Where the greatest of so many normal values lies, in deviations: help centers of any size compare. */
  readonly chance: number;
}

/** Numbers in arrays and no object a passage: there may be tens of thousands. */
const embedded = (
  { index, products }: Alike,
  hits: readonly WordHit[],
  { mean, deviation, chance }: Spread,
): readonly Ranked[] => {
  const covered = new Float32Array(products.length);
  for (const hit of hits) {
    const row = index.rows.get(keyOf(hit));
    if (row !== undefined) covered[row] = hit.covered;
  }
  const own = products.map((product, row) => product + WORDS * (covered[row] ?? 0));
  const articleOf = (row: number) => index.articles[row] ?? 0;
  const means = meansOf(own, index);
  const scores = own.map(
    (value, row) => (value + ARTICLE * (means[articleOf(row)] ?? 0)) / (1 + ARTICLE),
  );
  const bests = bestThree(products, index);
  return bestRows(scores).flatMap((row) => {
    const key = index.keys[row];
    const [first, support] = bests(articleOf(row));
    return key === undefined
      ? []
      : [
          {
            ...key,
            score: scores[row] ?? 0,
            covered: covered[row] ?? 0,
            similarity: products[row] ?? 0,
            support,
            standing: (first - mean) / deviation - chance,
          },
        ];
  });
};

/** Taken for as alike as the words make likely. */
const notEmbedded = (hits: readonly WordHit[], { mean, best }: Spread): readonly Ranked[] => {
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

const meansOf = (own: Float32Array, { articles, articleCount }: VectorIndex): Float64Array => {
  const sums = new Float64Array(articleCount);
  const counts = new Int32Array(articleCount);
  own.forEach((value, row) => {
    const article = articles[row] ?? 0;
    sums[article] = (sums[article] ?? 0) + value;
    counts[article] = (counts[article] ?? 0) + 1;
  });
  return sums.map((sum, article) => sum / Math.max(1, counts[article] ?? 1));
};

/** Of an article: its greatest product, and the mean of its three greatest. */
const bestThree = (products: Float32Array, { articles }: VectorIndex) => {
  const best = new Map<number, number[]>();
  products.forEach((product, row) => {
    const article = articles[row] ?? 0;
    const three = best.get(article);
    if (three === undefined) best.set(article, [product]);
    else if (three.length < 3 || product > (three[2] ?? -1)) {
      three.push(product);
      three.sort((a, b) => b - a).splice(3);
    }
  });
  return (article: number): readonly [number, number] => {
    const three = best.get(article) ?? [0];
    return [three[0] ?? 0, three.reduce((sum, each) => sum + each, 0) / three.length];
  };
};

const bestRows = (scores: Float32Array): readonly number[] => {
  const worstKept = scores.length <= KEPT ? -Infinity : (scores.toSorted().at(-KEPT) ?? 0);
  const rows: number[] = [];
  scores.forEach((score, row) => {
    if (score >= worstKept) rows.push(row);
  });
  return rows;
};

const meansBy = <T extends PassageKey>(list: readonly T[], value: (each: T) => number) => {
  const articles = new Map<string, { sum: number; count: number }>();
  for (const each of list) {
    const article = articles.get(articleKey(each)) ?? { sum: 0, count: 0 };
    article.sum += value(each);
    article.count += 1;
    articles.set(articleKey(each), article);
  }
  return articles;
};

const spreadOf = (alike: readonly Alike[]): Spread => {
  let [count, sum, squares, best] = [0, 0, 0, -1];
  for (const { products } of alike)
    for (const product of products) {
      count += 1;
      sum += product;
      squares += product * product;
      best = Math.max(best, product);
    }
  const mean = sum / Math.max(1, count);
  const variance = squares / Math.max(1, count) - mean * mean;
  const deviation = Math.sqrt(Math.max(variance, 1e-6));
  return { mean, best, deviation, chance: Math.sqrt(2 * Math.log(Math.max(1, count))) };
};

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
