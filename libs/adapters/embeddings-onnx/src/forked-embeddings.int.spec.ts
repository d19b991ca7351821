import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import type { Embeddings } from '@deskstream/port-embeddings';
import { embeddingsContract } from '@deskstream/port-embeddings/contract';
import { createOnnxEmbeddings, hasWeights } from './onnx-embeddings';
import { createForkedEmbeddings } from './forked-embeddings';

const root = join(import.meta.dirname, '../../../..');
const weights = join(root, '.embeddings');
const there = await hasWeights(weights);
let folder: string;
let script: URL;

beforeAll(async () => {
  // Inside the checkout, so that the thread finds the packages.
  folder = await mkdtemp(join(root, 'node_modules/.embeddings-child-'));
  const outfile = join(folder, 'child.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'child.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    tsconfig: join(root, 'tsconfig.base.json'),
  });
  script = pathToFileURL(outfile);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('local sentence embeddings without weights', () => {
  it('say what to do', async () => {
    await expect(createOnnxEmbeddings(folder)).rejects.toMatchObject({
      code: 'EMBEDDINGS.NO_WEIGHTS',
    });
  });

  it('fail to open in a process of their own, too', async () => {
    await expect(createForkedEmbeddings(script, folder)).rejects.toMatchObject({
      code: 'EMBEDDINGS.UNAVAILABLE',
    });
  });
});

// The weights come over Maven; where they could not be had, there is nothing more to test.
if (there) {
  embeddingsContract('the local pair of models', () => createForkedEmbeddings(script, weights));

  describe('the local pair of models', () => {
    let embeddings: Embeddings;
    beforeAll(async () => {
      embeddings = await createForkedEmbeddings(script, weights);
    });

    it('knows that two sentences without a common word mean the same', async () => {
      const [question] = await embeddings.embed(['how do I get my cash returned?'], 'query');
      const [right, wrong] = await embeddings.embed(
        ['Refunds are sent to the card you paid with.', 'The app runs on Android 11.'],
        'passage',
      );
      expect(product(question, right)).toBeGreaterThan(product(question, wrong) + 0.1);
    });

    it('says so when its process has ended', async () => {
      await embeddings.close();
      await expect(embeddings.embed(['late'], 'query')).rejects.toMatchObject({
        code: 'EMBEDDINGS.UNAVAILABLE',
      });
    });
  });
}

const product = (a?: Float32Array, b?: Float32Array): number =>
  Array.from(a ?? []).reduce((sum, value, at) => sum + value * (b?.[at] ?? 0), 0);
