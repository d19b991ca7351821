import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import {
  createForkedEmbeddings,
  hasWeights,
  joinedScale,
} from '@deskstream/adapter-embeddings-onnx';
import { measureScale } from '@deskstream/adapter-knowledge-postgres';

const root = join(import.meta.dirname, '../../../..');
const weights = join(root, '.embeddings');
const child = pathToFileURL(join(root, 'dist/apps/embeddings-child.js'));
const there = await hasWeights(weights);

// The weights come over Maven; where they could not be had, there is nothing to measure.
if (there)
  describe('the local pair of models', () => {
    it('is as alike and unalike as it says of itself', async () => {
      const embeddings = await createForkedEmbeddings(child, weights);
      const { unrelated, related } = await measureScale(embeddings);
      await embeddings.close();
      expect(unrelated).toBeCloseTo(joinedScale.unrelated, 2);
      expect(related).toBeCloseTo(joinedScale.related, 2);
    });
  });
