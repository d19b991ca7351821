import { featuresOf } from '@deskstream/adapter-ai-extractive';
import type { Features } from '@deskstream/adapter-ai-extractive';
import type { Passage } from '@deskstream/port-knowledge';
import type { Judged } from './figures';

interface Case {
  readonly x: readonly number[];
  readonly right: number;
  readonly weight: number;
}

/** A question whose right articles are left out is one that cannot be answered, and there are few of those. */
const LEFT_OUT_WEIGHT = 0.3;

/** Keeps coefficients of few cases from running away. */
const RIDGE = 0.01;
const STEPS = 40_000;
const RATE = 0.5;

/**
 * Logistic regression of "the first article found is a right one" on the answerer's features, by gradient descent on
 * standardised values; prints the curve for libs/adapters/ai-extractive/src/curves.ts.
 */
export const fitConfidence = (
  judged: readonly Judged[],
  names: readonly (keyof Features)[],
  say: (line: string) => void,
): void => {
  const used = judged.filter(isUsed);
  const cases = [
    ...used.map(({ passages, gold }) => caseOf(passages, gold, { names, weight: 1 })),
    ...used
      .filter(({ kind, others }) => kind === 'answerable' && others.length > 0)
      .map(({ others, gold }) => caseOf(others, gold, { names, weight: LEFT_OUT_WEIGHT })),
  ];
  const scales = names.map((_, at) => scaleOf(cases.map(({ x }) => x[at] ?? 0)));
  const standard = cases.map(({ x, right, weight }) => ({
    ...{ right, weight },
    x: [1, ...x.map((value, at) => (value - (scales[at]?.mean ?? 0)) / (scales[at]?.spread ?? 1))],
  }));
  const [bias = 0, ...weights] = descend(standard);
  const plain = weights.map((weight, at) => weight / (scales[at]?.spread ?? 1));
  const shift = plain.reduce((sum, weight, at) => sum + weight * (scales[at]?.mean ?? 0), 0);
  say(`\nfitted on ${cases.length} questions: intercept ${(bias - shift).toFixed(2)}`);
  names.forEach((name, at) => {
    say(`  ${name} ${(plain[at] ?? 0).toFixed(2)}`);
  });
};

const isUsed = ({ kind, passages }: Judged): boolean =>
  (kind === 'answerable' || kind === 'unanswerable') && passages.length > 0;

const caseOf = (
  passages: readonly Passage[],
  gold: readonly string[],
  { names, weight }: { readonly names: readonly (keyof Features)[]; readonly weight: number },
): Case => {
  const cited = passages[0]?.articleId ?? '';
  const features = featuresOf(cited, passages);
  return { x: names.map((name) => features[name]), right: Number(gold.includes(cited)), weight };
};

const scaleOf = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length,
  );
  return { mean, spread: spread === 0 ? 1 : spread };
};

const descend = (cases: readonly Case[]): readonly number[] => {
  let weights = (cases[0]?.x ?? []).map(() => 0);
  const total = cases.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 0; step < STEPS; step += 1) {
    const errors = cases.map(({ x, right, weight }) => weight * (sigmoid(dot(weights, x)) - right));
    weights = weights.map((weight, at) => {
      const slope = cases.reduce((sum, { x }, row) => sum + (errors[row] ?? 0) * (x[at] ?? 0), 0);
      return weight - RATE * (slope / total + (at === 0 ? 0 : RIDGE * weight));
    });
  }
  return weights;
};

const dot = (weights: readonly number[], x: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * (x[at] ?? 0), 0);

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));
