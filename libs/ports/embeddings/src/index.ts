export type { Embeddings, TextKind } from './embeddings.port';
