import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import type * as onnx from 'onnxruntime-node';
import type { TextKind } from '@deskstream/port-embeddings';
import type { SentenceModel } from './models';

/** One model, loaded. The runtime computes on the calling thread: keep it off one that serves. */
export interface SentenceEncoder {
  readonly share: number;
  /** A vector of length 1. */
  encode(text: string, kind: TextKind): Promise<Float32Array>;
  close(): Promise<void>;
}

type Runtime = typeof onnx;

/** What BERT models take; more is cut, with the closing mark kept. */
const MAX_TOKENS = 512;

export const openEncoder = async (
  folder: string,
  model: SentenceModel,
): Promise<SentenceEncoder> => {
  const runtime: Runtime = await import('onnxruntime-node');
  const definition: unknown = JSON.parse(await readFile(join(folder, model.tokenizer), 'utf8'));
  const tokenizer = new Tokenizer(definition as object, {});
  const session = await runtime.InferenceSession.create(join(folder, model.weights), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  return {
    share: model.share,
    encode: async (text, kind) => {
      const { ids } = tokenizer.encode(kind === 'query' ? model.queryPrefix + text : text);
      const rows = await lastLayer(runtime, session, shortened(ids));
      return normalised(model.pooling === 'first' ? rows.first() : rows.mean());
    },
    close: () => session.release(),
  };
};

const shortened = (ids: readonly number[]): readonly number[] =>
  ids.length <= MAX_TOKENS ? ids : [...ids.slice(0, MAX_TOKENS - 1), ids.at(-1) ?? 0];

const lastLayer = async (
  runtime: Runtime,
  session: onnx.InferenceSession,
  ids: readonly number[],
) => {
  const shape = [1, ids.length];
  const tensor = (values: BigInt64Array) => new runtime.Tensor('int64', values, shape);
  const all: Readonly<Record<string, onnx.Tensor>> = {
    input_ids: tensor(BigInt64Array.from(ids, BigInt)),
    attention_mask: tensor(new BigInt64Array(ids.length).fill(1n)),
    token_type_ids: tensor(new BigInt64Array(ids.length)),
  };
  const feeds = Object.fromEntries(
    Object.entries(all).filter(([name]) => session.inputNames.includes(name)),
  );
  const output = (await session.run(feeds))[session.outputNames[0] ?? ''];
  return rowsOf(output?.data as Float32Array, output?.dims[2] ?? 0);
};

const rowsOf = (data: Float32Array, width: number) => ({
  first: () => data.slice(0, width),
  mean: () => {
    const sum = new Float32Array(width);
    data.forEach((value, at) => {
      sum[at % width] = (sum[at % width] ?? 0) + value;
    });
    return sum;
  },
});

const normalised = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
};
