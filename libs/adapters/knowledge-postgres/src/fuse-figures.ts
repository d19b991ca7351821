import { articleKey } from './hidden';
import type { Likeness } from './passage-index/likeness';
import type { PassageKey } from './passage-index/passage-index';

/** How the likenesses of all passages lie. */
export interface Spread {
  readonly mean: number;
  readonly deviation: number;
  readonly best: number;
  /** Where the greatest of so many normal values lies, in deviations: help centers of any size compare. */
  readonly chance: number;
}

export const spreadOf = (alike: readonly Likeness[]): Spread => {
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

/** By article: the mean of its passages. */
export const meansOf = (own: Float32Array, articles: Int32Array, count: number): Float64Array => {
  const sums = new Float64Array(count);
  const counts = new Int32Array(count);
  own.forEach((value, place) => {
    const article = articles[place] ?? 0;
    sums[article] = (sums[article] ?? 0) + value;
    counts[article] = (counts[article] ?? 0) + 1;
  });
  return sums.map((sum, article) => sum / Math.max(1, counts[article] ?? 1));
};

/** Of an article: its greatest product, and the mean of its three greatest. */
export const bestThree = (products: Float32Array, articles: Int32Array, count: number) => {
  const best = new Float32Array(3 * count).fill(-Infinity);
  const threeOf = (article: number) => best.subarray(3 * article, 3 * article + 3);
  products.forEach((product, place) => {
    const article = articles[place] ?? 0;
    if (product <= (best[3 * article] ?? 0)) return;
    best[3 * article] = product; // in place of the least
    threeOf(article).sort();
  });
  return (article: number): readonly [number, number] => {
    const three = [...threeOf(article)].filter((each) => each > -Infinity).reverse();
    return [three[0] ?? 0, three.reduce((sum, each) => sum + each, 0) / Math.max(1, three.length)];
  };
};

/** Places of the greatest scores, `kept` of them or more where some are equal. */
export const bestPlaces = (scores: Float32Array, kept: number): readonly number[] => {
  const worstKept = scores.length <= kept ? -Infinity : (scores.toSorted().at(-kept) ?? 0);
  const places: number[] = [];
  scores.forEach((score, place) => {
    if (score >= worstKept) places.push(place);
  });
  return places;
};

export const meansBy = <T extends PassageKey>(list: readonly T[], value: (each: T) => number) => {
  const articles = new Map<string, { sum: number; count: number }>();
  for (const each of list) {
    const article = articles.get(articleKey(each)) ?? { sum: 0, count: 0 };
    article.sum += value(each);
    article.count += 1;
    articles.set(articleKey(each), article);
  }
  return articles;
};
