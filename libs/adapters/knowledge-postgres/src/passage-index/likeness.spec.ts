import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { likenessOf } from './likeness';
import { smallView } from './testing/small-index';

const vector = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 });
const passage = fc.record({
  article: fc.nat({ max: 4 }),
  vector: fc.option(vector),
  stands: fc.boolean(),
});

describe('likeness of meaning', () => {
  it('is the inner product with each passage that stands and has a vector, in their order', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(passage, { maxLength: 1_200, size: 'max' }),
        vector,
        async (passages, question) => {
          const { rows, products } = await likenessOf(
            smallView(passages),
            Float32Array.from(question),
          );
          const expected = passages.flatMap(({ vector: values, stands }, row) =>
            values === null || !stands
              ? []
              : [[row, values.reduce((sum, value, at) => sum + value * (question[at] ?? 0), 0)]],
          );
          expect(Array.from(rows, (row, at) => [row, (products[at] ?? 0) + 0])).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    ));

  it('is of nothing where the question was embedded by something else', async () => {
    const view = smallView([{ article: 0, vector: [1, 0, 0], stands: true }]);
    expect((await likenessOf(view, Float32Array.of(1, 0))).rows).toHaveLength(0);
  });
});
