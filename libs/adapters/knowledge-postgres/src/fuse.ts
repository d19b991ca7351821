import { articleKey } from './hidden';
import { keyOf } from './vector-index';
import type { PassageKey } from './vector-index';
import type { WordHit } from './words';

export interface Ranked extends PassageKey {
  readonly score: number;
  readonly covered: number;
  readonly similarity?: number;
}

/** Likeness of the question with each of `keys`. */
export interface Alike {
  readonly keys: readonly PassageKey[];
  readonly products: Float32Array;
}

/** What the words add to likeness of meaning, and what the mean of its article adds to a passage. */
const WORDS = 0.2;
const ARTICLE = 0.2;
/** Without embeddings: what the other hits of its article add to a passage. */
const ARTICLE_OF_WORDS = 0.25;

/** A passage in another language than the question's is worth this much less. */
const OTHER_LANGUAGE = 0.05;

/**
 * Best first. Chosen on the tuning half of the evaluation set (docs/reference/answer-quality.md); neighbouring
 * weights do as well. `products` belong to `keys`; without any, words alone rank.
 */
export const fuse = (
  { keys, products }: Alike,
  hits: readonly WordHit[],
  preferred: string | null = null,
): readonly Ranked[] => {
  const found = products.length === 0 ? byWords(hits) : byBoth(keys, products, hits);
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

const byBoth = (
  keys: readonly PassageKey[],
  products: Float32Array,
  hits: readonly WordHit[],
): readonly Ranked[] => {
  const byKey = new Map(hits.map((hit) => [keyOf(hit), hit]));
  const embedded = keys.map((key, at) => {
    const covered = byKey.get(keyOf(key))?.covered ?? 0;
    byKey.delete(keyOf(key));
    const similarity = products[at] ?? 0;
    return { ...key, covered, similarity, own: similarity + WORDS * covered };
  });
  const { mean, best } = spreadOf(products);
  // Not embedded yet: taken for as alike as the words make likely.
  const waiting = [...byKey.values()].map((hit) => ({
    ...hit,
    own: mean + (best - mean) * Math.min(1, 2 * hit.covered) + WORDS * hit.covered,
  }));
  const all = [...embedded, ...waiting];
  const articles = meansBy(all, ({ own }) => own);
  return all.map(({ own, ...passage }) => {
    const { sum, count } = articles.get(articleKey(passage)) ?? { sum: own, count: 1 };
    return { ...passage, score: (own + ARTICLE * (sum / count)) / (1 + ARTICLE) };
  });
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

const spreadOf = (products: Float32Array) => ({
  mean: products.reduce((sum, value) => sum + value, 0) / Math.max(1, products.length),
  best: products.reduce((most, value) => Math.max(most, value), -1),
});

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
