import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createOnnxEmbeddings, hasWeights, joinedScale } from '@deskstream/adapter-embeddings-onnx';
import { measureScale } from '@deskstream/adapter-knowledge-postgres';

const weights = join(import.meta.dirname, '../../../../.embeddings');
const there = await hasWeights(weights);

// The weights come over Maven; where they could not be had, there is nothing to measure.
if (there)
  describe('the local pair of models', () => {
    it('is as alike and unalike as it says of itself', async () => {
      const embeddings = await createOnnxEmbeddings(weights);
      const { unrelated, related } = await measureScale(embeddings);
      await embeddings.close();
      expect(unrelated).toBeCloseTo(joinedScale.unrelated, 2);
      expect(related).toBeCloseTo(joinedScale.related, 2);
    }, 60_000);
  });
