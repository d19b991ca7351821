export type { Embeddings, LikenessScale, TextKind } from './embeddings.port';
