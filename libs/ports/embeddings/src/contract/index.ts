export { embeddingsContract } from './embeddings.contract';
