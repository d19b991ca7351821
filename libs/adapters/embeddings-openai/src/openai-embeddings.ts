import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, embedMany } from 'ai';
import { InfraError } from '@deskstream/kernel';
import type { Embeddings } from '@deskstream/port-embeddings';

export interface OpenAiEmbeddingsOptions {
  /** As in `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** As the provider names it. Another model makes other vectors, and all passages are embedded again. */
  readonly model: string;
  /** Empty: none is sent, as local servers like it. */
  readonly apiKey: string;
  /** Of one request; default 20 000. */
  readonly timeoutMs?: number;
}

/** Embedding models take about 8,000 tokens; this many characters are fewer in any language with spaces. */
const MAX_CHARACTERS = 16_000;

/** Any endpoint with `/embeddings` of OpenAI's shape. One try a call; what fails is the caller's to repeat. */
export const createOpenAiEmbeddings = ({
  baseUrl,
  model,
  apiKey,
  timeoutMs = 20_000,
}: OpenAiEmbeddingsOptions): Embeddings => {
  const provider = createOpenAICompatible({
    name: 'openai-compatible',
    baseURL: baseUrl,
    ...(apiKey === '' ? {} : { apiKey }),
  });
  return {
    name: `openai-compatible/${model}`,
    embed: async (texts) => {
      if (texts.length === 0) return [];
      const { embeddings } = await embedMany({
        model: provider.embeddingModel(model),
        // No provider takes an empty text.
        values: texts.map((text) => text.slice(0, MAX_CHARACTERS) || '-'),
        maxRetries: 0,
        abortSignal: AbortSignal.timeout(timeoutMs),
      }).catch((error: unknown) => {
        throw errorOf(error, new URL(baseUrl).host);
      });
      return embeddings.map(normalised);
    },
    close: () => Promise.resolve(),
  };
};

const normalised = (vector: readonly number[]): Float32Array => {
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (value) => value / length);
};

/** The provider's words may quote the text, so that only its status is told. */
const errorOf = (error: unknown, host: string): InfraError => {
  const status = APICallError.isInstance(error) ? error.statusCode : undefined;
  const tell = (code: string, what: string, transient: boolean) =>
    new InfraError(`EMBEDDINGS.${code}`, `embeddings of ${host}: ${what}`, transient);
  if (status === 401 || status === 403)
    return tell('UNAUTHORIZED', `status ${status}; check EMBEDDINGS_KEY`, false);
  if (status === 429) return tell('RATE_LIMITED', 'status 429; asked again later', true);
  if (status !== undefined && status < 500)
    return tell('MALFORMED', `status ${status}; check EMBEDDINGS_URL and EMBEDDINGS_MODEL`, false);
  return tell('UNAVAILABLE', status === undefined ? 'no usable answer' : `status ${status}`, true);
};
