import type { Embeddings, LikenessScale } from '@deskstream/port-embeddings';
import { pairs } from './pairs';

/**
 * Where unrelated and related texts lie with the local pair of models. Weights of the ranking and the curve of
 * the confidence are made for it.
 */
const REFERENCE: LikenessScale = { unrelated: 0.308, related: 0.614 };

/** Less between unrelated and related texts than this is noise: the products are left as they are. */
const LEAST_GAP = 0.05;

/** Inner products of any model, as the local pair of models would tell them. In place. */
export type ToReference = (products: Float32Array) => void;

/** What the embeddings say of themselves, or measured once, with two calls, when it is first asked for. */
export const createScale = (embeddings: Embeddings): (() => Promise<ToReference>) => {
  let measuring: Promise<LikenessScale> | undefined;
  return async () => {
    measuring ??=
      embeddings.scale === undefined ? measureScale(embeddings) : given(embeddings.scale);
    try {
      return toReference(await measuring);
    } catch (error) {
      measuring = undefined;
      throw error;
    }
  };
};

const given = (scale: LikenessScale) => Promise.resolve(scale);

const toReference = ({ unrelated, related }: LikenessScale): ToReference => {
  const gap = related - unrelated;
  if (gap < LEAST_GAP) return () => undefined;
  const factor = (REFERENCE.related - REFERENCE.unrelated) / gap;
  const shift = REFERENCE.unrelated - factor * unrelated;
  return (products) => {
    products.forEach((product, at) => {
      products[at] = shift + factor * product;
    });
  };
};

/** Means over the pairs, and over each question with the passages of the others. */
export const measureScale = async (embeddings: Embeddings): Promise<LikenessScale> => {
  const questions = await embeddings.embed(
    pairs.map(([question]) => question),
    'query',
  );
  const passages = await embeddings.embed(
    pairs.map(([, passage]) => passage),
    'passage',
  );
  const products = questions.map((question) => passages.map((each) => product(question, each)));
  const own = products.flatMap((row, at) => row[at] ?? 0);
  const others = products.flatMap((row, at) => row.toSpliced(at, 1));
  return { unrelated: mean(others), related: mean(own) };
};

const product = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
