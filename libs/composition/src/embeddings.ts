import { existsSync } from 'node:fs';
import {
  createForkedEmbeddings,
  hasWeights,
  joinedName,
  joinedScale,
} from '@deskstream/adapter-embeddings-onnx';
import { createOpenAiEmbeddings } from '@deskstream/adapter-embeddings-openai';
import { InfraError } from '@deskstream/kernel';
import type { Embeddings } from '@deskstream/port-embeddings';

/** What of the configuration decides about embeddings. */
export interface EmbeddingsConfig {
  readonly EMBEDDINGS: string;
  readonly EMBEDDINGS_FOLDER: string;
  readonly EMBEDDINGS_URL?: string;
  readonly EMBEDDINGS_MODEL?: string;
  readonly EMBEDDINGS_KEY?: string;
}

export type OpenedEmbeddings =
  | { readonly kind: 'opened'; readonly embeddings: Embeddings }
  | { readonly kind: 'words-only'; readonly because: string };

/** What `tools/build.mjs` makes of the child; absent where the code runs from its sources. */
const CHILD = new URL('../embeddings-child.js', import.meta.url);

/**
 * `off`: words alone. `openai-compatible`: the endpoint. `auto`: the local models where their weights are.
 * CONFIG.EMBEDDINGS_INCOMPLETE: an endpoint without address or model.
 */
export const openEmbeddings = async (config: EmbeddingsConfig): Promise<OpenedEmbeddings> => {
  if (config.EMBEDDINGS === 'off') return { kind: 'words-only', because: 'EMBEDDINGS is off' };
  if (config.EMBEDDINGS === 'openai-compatible')
    return { kind: 'opened', embeddings: endpointOf(config) };
  if (!existsSync(CHILD)) return { kind: 'words-only', because: 'not started from the build' };
  if (!(await hasWeights(config.EMBEDDINGS_FOLDER)))
    return {
      kind: 'words-only',
      because: `no weights in ${config.EMBEDDINGS_FOLDER}; "npm run embeddings:up" puts them there`,
    };
  return { kind: 'opened', embeddings: onFirstUse(config.EMBEDDINGS_FOLDER) };
};

const endpointOf = (config: EmbeddingsConfig): Embeddings => {
  const { EMBEDDINGS_URL: baseUrl, EMBEDDINGS_MODEL: model, EMBEDDINGS_KEY: apiKey = '' } = config;
  if (baseUrl === undefined || model === undefined)
    throw new InfraError(
      'CONFIG.EMBEDDINGS_INCOMPLETE',
      'EMBEDDINGS=openai-compatible needs EMBEDDINGS_URL, as in https://api.openai.com/v1, and EMBEDDINGS_MODEL',
      false,
    );
  return createOpenAiEmbeddings({ baseUrl, model, apiKey });
};

/** Loading takes a quarter of a second and 200 MB: not before there is something to embed. */
const onFirstUse = (folder: string): Embeddings => {
  let opening: Promise<Embeddings> | undefined;
  const open = (): Promise<Embeddings> => {
    opening ??= createForkedEmbeddings(CHILD, folder).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return {
    name: joinedName,
    scale: joinedScale,
    embed: async (texts, kind) => (await open()).embed(texts, kind),
    close: async () => {
      await opening?.then(
        (opened) => opened.close(),
        () => undefined,
      );
    },
  };
};
