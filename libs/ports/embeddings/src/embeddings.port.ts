/** A question is embedded otherwise than the passage that answers it: some models want a prefix. */
export type TextKind = 'query' | 'passage';

/** Mean inner product of a question with a passage that speaks of something else, and with one that answers it. */
export interface LikenessScale {
  readonly unrelated: number;
  readonly related: number;
}

/**
 * Texts as vectors whose inner product says how alike their meaning is.
 * Errors: EMBEDDINGS.UNAVAILABLE, EMBEDDINGS.RATE_LIMITED (worth another try), EMBEDDINGS.UNAUTHORIZED,
 * EMBEDDINGS.MALFORMED.
 */
export interface Embeddings {
  /** Of models that were measured; whoever compares models measures those that say nothing. */
  readonly scale?: LikenessScale;
  /** Stored beside each vector. Vectors of different names must never be compared. */
  readonly name: string;
  /** One vector of length 1 a text, in the order of the texts. Long texts are cut at the model's limit. */
  embed(texts: readonly string[], kind: TextKind): Promise<readonly Float32Array[]>;
  close(): Promise<void>;
}
