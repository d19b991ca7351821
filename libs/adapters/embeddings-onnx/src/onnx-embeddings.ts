import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { InfraError } from '@deskstream/kernel';
import type { Embeddings, TextKind } from '@deskstream/port-embeddings';
import { joinedName, joinedScale, sentenceModels } from './models';
import { openEncoder } from './sentence-encoder';
import type { SentenceEncoder } from './sentence-encoder';

/**
 * Local models on the calling thread; a service takes `createForkedEmbeddings` instead.
 * EMBEDDINGS.NO_WEIGHTS: the folder has not all files of `npm run embeddings:up`.
 */
export const createOnnxEmbeddings = async (folder: string): Promise<Embeddings> => {
  if (!(await hasWeights(folder)))
    throw new InfraError(
      'EMBEDDINGS.NO_WEIGHTS',
      `${folder} holds no weights of sentence embeddings; "npm run embeddings:up" puts them there`,
      false,
    );
  const encoders = await Promise.all(sentenceModels.map((model) => openEncoder(folder, model)));
  return {
    name: joinedName,
    scale: joinedScale,
    embed: async (texts, kind) => {
      const vectors: Float32Array[] = [];
      for (const text of texts) vectors.push(await joined(encoders, text, kind));
      return vectors;
    },
    close: async () => {
      await Promise.all(encoders.map((encoder) => encoder.close()));
    },
  };
};

/** Whether the weights were put into the folder. */
export const hasWeights = async (folder: string): Promise<boolean> => {
  const files = sentenceModels.flatMap(({ weights, tokenizer }) => [weights, tokenizer]);
  const found = await Promise.all(
    files.map((file) =>
      access(join(folder, file)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
};

/** Vectors side by side, each scaled so that the inner product is the shares' mean of the models' own. */
const joined = async (
  encoders: readonly SentenceEncoder[],
  text: string,
  kind: TextKind,
): Promise<Float32Array> => {
  const parts: number[] = [];
  for (const { share, encode } of encoders)
    for (const value of await encode(text, kind)) parts.push(value * Math.sqrt(share));
  return Float32Array.from(parts);
};
