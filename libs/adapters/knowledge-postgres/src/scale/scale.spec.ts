import type { Embeddings } from '@deskstream/port-embeddings';
import { pairs } from './pairs';
import { createScale, measureScale } from './scale';

/** Each pair has a direction of its own; `common` of every vector's length points where all others do. */
const embeddingsWith = (common: number, more: Partial<Embeddings> = {}): Embeddings => ({
  name: 'a model',
  embed: (texts) => Promise.resolve(texts.map((text) => vectorOf(text, common))),
  close: () => Promise.resolve(),
  ...more,
});

const vectorOf = (text: string, common: number): Float32Array => {
  const pair = pairs.findIndex((each) => each.includes(text));
  const vector = new Float32Array(pairs.length + 1);
  vector[pair] = Math.sqrt(1 - common);
  vector[pairs.length] = Math.sqrt(common);
  return vector;
};

const mapped = async (embeddings: Embeddings, ...products: readonly number[]) => {
  const values = Float32Array.from(products);
  (await createScale(embeddings)())(values);
  return Array.from(values, (value) => Number(value.toFixed(3)));
};

describe('the scale of likenesses', () => {
  it('is measured: unrelated texts of a narrow model are 0.8 alike', async () => {
    const { unrelated, related } = await measureScale(embeddingsWith(0.8));
    expect(unrelated).toBeCloseTo(0.8, 5);
    expect(related).toBeCloseTo(1, 5);
  });

  it.each([0, 0.5, 0.8, 0.9])(
    'puts unrelated and related texts of a model with %f in common where the local models have them',
    async (common) => {
      const halfWay = (1 + common) / 2;
      expect(await mapped(embeddingsWith(common), common, halfWay, 1)).toEqual([
        0.308, 0.461, 0.614,
      ]);
    },
  );

  it('is not measured where the model says it, and the local one is left alone', async () => {
    const local = embeddingsWith(0.3, {
      scale: { unrelated: 0.308, related: 0.614 },
      embed: () => Promise.reject(new Error('asked')),
    });
    expect(await mapped(local, 0.25, 0.7)).toEqual([0.25, 0.7]);
  });

  it('leaves products alone that tell nothing apart', async () => {
    expect(await mapped(embeddingsWith(0.99), 0.2, 0.995)).toEqual([0.2, 0.995]);
  });

  it('is measured again after it could not be', async () => {
    let away = true;
    const plain = embeddingsWith(0.5);
    const scale = createScale({
      ...plain,
      embed: (texts, kind) => (away ? Promise.reject(new Error('away')) : plain.embed(texts, kind)),
    });
    await expect(scale()).rejects.toThrow('away');
    away = false;
    const products = Float32Array.of(1);
    (await scale())(products);
    expect(products[0]).toBeCloseTo(0.614, 5);
  });
});
