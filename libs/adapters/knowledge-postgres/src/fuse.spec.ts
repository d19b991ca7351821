import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fuse } from './fuse';
import { likenessOf } from './passage-index/likeness';
import { smallView } from './passage-index/testing/small-index';

interface Passage {
  readonly article: number;
  readonly vector: readonly number[];
  readonly stands: true;
  /** 0: it holds no word of the question. */
  readonly covered: number;
}

const passages: fc.Arbitrary<readonly Passage[]> = fc.array(
  fc.record({
    article: fc.nat({ max: 5 }),
    vector: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 2 }),
    stands: fc.constant(true as const),
    covered: fc.constantFrom(0, 0, 0.125, 0.5, 0.75),
  }),
  { minLength: 1, maxLength: 40 },
);

/** What `fuse` says of the passage with this number, one passage at a time. */
const expectedOf = (all: readonly Passage[], ordinal: number) => {
  const alike = ({ vector: [a = 0, b = 0] }: Passage) => a + 2 * b;
  const own = (each: Passage) => alike(each) + 0.2 * each.covered;
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const asked = all[ordinal]!;
  const article = all.filter(({ article: other }) => other === asked.article);
  const best = article.map(alike).sort((a, b) => b - a);
  return {
    ordinal,
    score: (own(asked) + 0.2 * mean(article.map(own))) / 1.2,
    covered: asked.covered,
    similarity: alike(asked),
    support: mean(best.slice(0, 3)),
  };
};

describe('words and meaning together', () => {
  it('add the share of the words and the mean of the article to the likeness', () =>
    fc.assert(
      fc.asyncProperty(passages, async (all) => {
        const view = smallView(all);
        const hits = all.flatMap(({ covered }, row) =>
          covered === 0 ? [] : [{ view, row, covered }],
        );
        const ranked = fuse([await likenessOf(view, Float32Array.of(1, 2))], hits);
        expect(ranked).toHaveLength(all.length);
        for (const { ordinal, score, covered, similarity, support } of ranked) {
          const expected = expectedOf(all, ordinal);
          expect({ ordinal, covered, similarity }).toEqual({
            ...{ ordinal, covered: expected.covered, similarity: expected.similarity + 0 },
          });
          expect(score).toBeCloseTo(expected.score, 4);
          expect(support).toBeCloseTo(expected.support, 4);
        }
        const scores = ranked.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
    ));
});
