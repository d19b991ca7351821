import type { CompleteOptions, ModelReply, ToolCall } from '@deskstream/port-ai';
import { modelError } from '@deskstream/port-ai';
import type { ProviderModel } from './provider-model';

type Part =
  Awaited<ReturnType<ProviderModel['doStream']>>['stream'] extends ReadableStream<infer P>
    ? P
    : never;
type Finish = Extract<Part, { type: 'finish' }>;

interface Collecting {
  readonly signal: AbortSignal;
  /** Characters of text and arguments; more is MODEL.MALFORMED. */
  readonly most: number;
  /** Something of the answer came. */
  readonly onPart: () => void;
  readonly onText: CompleteOptions['onText'] | undefined;
}

/** The reply that a stream adds up to. Throws what the stream says went wrong. */
export const collect = async (
  stream: ReadableStream<Part>,
  { signal, most, onPart, onText }: Collecting,
): Promise<ModelReply> => {
  const made: Made = { text: '', toolCalls: [], model: '', finish: null, characters: 0 };
  const reader = stream.getReader();
  const aborted = rejectedBy(signal);
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), aborted.promise]);
      if (done) break;
      if (value.type !== 'stream-start') onPart();
      take(made, value);
      if (made.characters > most)
        throw modelError('MODEL.MALFORMED', 'the answer is longer than was asked for');
      if (value.type === 'text-delta') onText?.(value.delta);
      // Stopped by what was just said.
      signal.throwIfAborted();
    }
  } finally {
    aborted.forget();
    await reader.cancel().catch(() => undefined);
  }
  return replyOf(made);
};

interface Made {
  text: string;
  readonly toolCalls: ToolCall[];
  model: string;
  finish: Finish | null;
  characters: number;
}

const take = (made: Made, part: Part): void => {
  made.characters += 'delta' in part ? part.delta.length : 0;
  if (part.type === 'text-delta') made.text += part.delta;
  else if (part.type === 'tool-call')
    made.toolCalls.push({
      id: part.toolCallId,
      name: part.toolName,
      arguments: argumentsOf(part.input),
    });
  else if (part.type === 'response-metadata') made.model = part.modelId ?? made.model;
  else if (part.type === 'finish') made.finish = part;
  else if (part.type === 'error') throw part.error;
};

/** As the model wrote it: a text that is no JSON stays one. */
const argumentsOf = (input: string): unknown => {
  try {
    return JSON.parse(input === '' ? '{}' : input) as unknown;
  } catch {
    return input;
  }
};

const replyOf = ({ text, toolCalls, model, finish }: Made): ModelReply => {
  if (finish === null || finish.finishReason.unified === 'interrupted')
    throw modelError('MODEL.UNAVAILABLE', 'the answer broke off');
  const { inputTokens, outputTokens } = finish.usage;
  return {
    text,
    toolCalls,
    stop: stopOf(finish.finishReason.unified, toolCalls.length),
    usage: { inputTokens: inputTokens.total ?? 0, outputTokens: outputTokens.total ?? 0 },
    model,
  };
};

/** Some servers say `stop` where they call tools. */
const stopOf = (reason: Finish['finishReason']['unified'], calls: number): ModelReply['stop'] => {
  if (reason === 'length') return 'length';
  if (reason === 'content-filter') return 'refused';
  return calls > 0 ? 'tool-calls' : 'end';
};

/** The stream of a cut connection may never settle; the race must. */
const rejectedBy = (signal: AbortSignal) => {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  const stop = () => reject(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  return { promise, forget: () => signal.removeEventListener('abort', stop) };
};
