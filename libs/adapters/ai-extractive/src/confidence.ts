import type { Passage } from '@deskstream/port-knowledge';
import { withMeaning, withWords } from './curves';

/** What the confidence is computed from: nothing that knows the help center or its words. */
export interface Features {
  /** Mean likeness of meaning of the cited article's best passages; 0 where nothing is embedded. */
  readonly support: number;
  /** How far the cited article stands out from all passages; 0 where nothing is embedded. */
  readonly standing: number;
  /** How far the best passage is ahead of the best of another article. */
  readonly margin: number;
  /** Share of the weight of the question's words that the cited article's best passage holds. */
  readonly covered: number;
  /** Share of the question's words that no article holds. */
  readonly unknown: number;
}

export interface Curve {
  readonly intercept: number;
  readonly support: number;
  readonly standing: number;
  readonly margin: number;
  readonly covered: number;
  readonly unknown: number;
  /** How many right answers one wrong one outweighs: at 0.5 an answer is worth exactly that risk. */
  readonly costOfWrong: number;
}

/**
 * 0 to 1; at 0.5 the answer is right as often as its curve's cost of a wrong one asks for. Logistic regression, fitted
 * by tools/eval/fit.ts on the tuning half of the evaluation set; one curve with embeddings, one without.
 */
export const confidenceOf = (cited: string, passages: readonly Passage[]): number => {
  const features = featuresOf(cited, passages);
  return confidenceBy(hasMeaning(passages) ? withMeaning : withWords, features);
};

const confidenceBy = (curve: Curve, features: Features): number => {
  const odds =
    curve.intercept +
    curve.support * features.support +
    curve.standing * features.standing +
    curve.margin * features.margin +
    curve.covered * features.covered +
    curve.unknown * features.unknown -
    Math.log(curve.costOfWrong);
  return 1 / (1 + Math.exp(-odds));
};

export const featuresOf = (cited: string, passages: readonly Passage[]): Features => {
  const own = passages.filter(({ articleId }) => articleId === cited);
  const others = passages.filter(({ articleId }) => articleId !== cited);
  const best = (list: readonly Passage[], value: (each: Passage) => number | undefined) =>
    list.reduce((most, each) => Math.max(most, value(each) ?? 0), 0);
  return {
    support: best(own, ({ support, similarity }) => support ?? similarity),
    standing: own[0]?.standing ?? 0,
    margin: best(own, ({ score }) => score) - best(others, ({ score }) => score),
    covered: best(own, ({ covered }) => covered),
    unknown: passages[0]?.unknown ?? 0,
  };
};

const hasMeaning = (passages: readonly Passage[]): boolean =>
  passages.some(({ similarity }) => similarity !== undefined);
