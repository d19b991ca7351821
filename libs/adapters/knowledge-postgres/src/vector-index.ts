/** The vectors of a workspace's current passages, side by side in memory for an exact search. */
export interface VectorIndex {
  readonly keys: readonly PassageKey[];
  /** Inner product of the question with each passage, in the order of `keys`. */
  products(question: Float32Array): Float32Array;
}

export interface PassageKey {
  readonly workspace: string;
  readonly articleId: string;
  readonly version: string;
  readonly ordinal: number;
  /** PostgreSQL's name of it, as in `english`. */
  readonly language: string;
}

export const keyOf = ({
  workspace,
  articleId,
  version,
  ordinal,
}: Omit<PassageKey, 'language'>): string => `${workspace}\n${articleId}\n${version}\n${ordinal}`;

export const vectorIndexOf = (
  entries: readonly { readonly key: PassageKey; readonly vector: Float32Array }[],
): VectorIndex => {
  const width = entries[0]?.vector.length ?? 0;
  const whole = entries.filter(({ vector }) => vector.length === width);
  const all = new Float32Array(whole.length * width);
  whole.forEach(({ vector }, at) => {
    all.set(vector, at * width);
  });
  return {
    keys: whole.map(({ key }) => key),
    products: (question) => productsOf(all, width, question),
  };
};

const productsOf = (all: Float32Array, width: number, question: Float32Array): Float32Array => {
  if (question.length !== width) return new Float32Array(0);
  const products = new Float32Array(all.length / Math.max(1, width));
  for (let row = 0, at = 0; row < products.length; row += 1) {
    let sum = 0;
    for (let column = 0; column < width; column += 1, at += 1)
      sum += (all[at] ?? 0) * (question[column] ?? 0);
    products[row] = sum;
  }
  return products;
};
