import type { Embeddings } from '../embeddings.port';

/** What every adapter of the port keeps. `open` gives a fresh one; the suite closes it. */
export const embeddingsContract = (name: string, open: () => Promise<Embeddings>): void =>
  describe(`${name} as embeddings`, () => {
    let embeddings: Embeddings;
    beforeAll(async () => {
      embeddings = await open();
    }, 180_000);
    afterAll(() => embeddings.close());

    it('has a name to store beside vectors', () => {
      expect(embeddings.name).toMatch(/\S/);
    });

    it('gives one vector of length 1 a text, in their order', async () => {
      const texts = ['refund', 'delivery time', 'refund'];
      const vectors = await embeddings.embed(texts, 'passage');
      expect(vectors).toHaveLength(3);
      for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 3);
      expect(likeness(vectors[0], vectors[2])).toBeCloseTo(1, 3);
      expect(likeness(vectors[0], vectors[1])).toBeLessThan(0.999);
    });

    it('gives questions and passages in the same dimensions', async () => {
      const [question] = await embeddings.embed(['where is my refund?'], 'query');
      const [passage] = await embeddings.embed(['refund'], 'passage');
      expect(question?.length).toBe(passage?.length);
    });

    it('gives nothing for nothing, and takes empty and very long texts', async () => {
      expect(await embeddings.embed([], 'query')).toEqual([]);
      expect(await embeddings.embed(['', 'word '.repeat(3_000)], 'passage')).toHaveLength(2);
    });
  });

const likeness = (a?: Float32Array, b?: Float32Array): number =>
  Array.from(a ?? []).reduce((sum, value, at) => sum + value * (b?.[at] ?? 0), 0);
