/** A sentence encoder as it lies in a folder: weights and tokenizer. */
export interface SentenceModel {
  readonly name: string;
  readonly weights: string;
  readonly tokenizer: string;
  /** Which of the last layer's rows make the vector. */
  readonly pooling: 'first' | 'mean';
  /** Put before a question, as the model's card says. */
  readonly queryPrefix: string;
  /** Share of this model in the inner product of the joined vectors; the shares add up to 1. */
  readonly share: number;
}

/**
 * Two small English encoders, quantised to 8 bits. Joined they find more than either does alone, because they
 * err on different questions (docs/reference/answer-quality.md). BGE's products lie closer together, hence the
 * larger share. BAAI/bge-small-en-v1.5: MIT. sentence-transformers/all-MiniLM-L6-v2: Apache-2.0.
 */
export const sentenceModels: readonly SentenceModel[] = [
  {
    name: 'bge-small-en-v1.5-q',
    weights: 'bge-small-en-v1.5-q.onnx',
    tokenizer: 'bge-small-en-v1.5-q-tokenizer.json',
    pooling: 'first',
    queryPrefix: 'Represent this sentence for searching relevant passages: ',
    share: 0.6,
  },
  {
    name: 'all-minilm-l6-v2-q',
    weights: 'all-minilm-l6-v2-q.onnx',
    tokenizer: 'all-minilm-l6-v2-q-tokenizer.json',
    pooling: 'mean',
    queryPrefix: '',
    share: 0.4,
  },
];

/** Name of the joined vectors; to be raised whenever what is embedded, or how, changes. */
export const joinedName = `${sentenceModels.map(({ name }) => name).join('+')}/1`;

/** As `measureScale` of adapter-knowledge-postgres finds it; its rankings and confidences are made for this scale. */
export const joinedScale = { unrelated: 0.308, related: 0.614 };
