export { createOpenAiEmbeddings } from './openai-embeddings';
export type { OpenAiEmbeddingsOptions } from './openai-embeddings';
