import type { CompleteOptions, Model, ModelReply, ModelRequest } from '@deskstream/port-ai';
import { collect } from './collect';
import { startDeadline } from './deadline';
import type { Timeouts } from './deadline';
import { callOptions } from './call-options';
import { modelErrorOf } from './model-error-of';
import { providerModel } from './provider-model';
import type { ProviderModel } from './provider-model';
import { withOutput } from './with-output';

export interface ModelOptions {
  readonly provider: 'openai-compatible' | 'anthropic';
  /** As in `https://api.openai.com/v1`; http(s) only. */
  readonly baseUrl: string;
  /** Empty: none is sent, as local servers like it. */
  readonly apiKey: string;
  /** As the provider names it. */
  readonly model: string;
  readonly timeouts?: Partial<Timeouts>;
  /**
   * How an object is asked for. Default `json-schema`; `json-object` for servers that know no schemas:
   * then the schema stands in the instructions, and with Anthropic in a tool that takes the object.
   */
  readonly structuredOutput?: 'json-schema' | 'json-object';
  /** Default: `max_completion_tokens` at api.openai.com, `max_tokens` elsewhere. */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens';
}

const TIMEOUTS: Timeouts = { firstByteMs: 30_000, idleMs: 20_000, totalMs: 120_000 };

/** Of one token, with much to spare: a server that ignores the limit must not fill memory. */
const CHARACTERS = 64;

/** A model behind HTTP. One request per call, streamed; what fails is the caller's to repeat. */
export const createModel = (options: ModelOptions): Model => {
  const model = providerModel(options);
  const name = `${options.provider}/${options.model}`;
  const where = `${name} at ${new URL(options.baseUrl).host}`;
  return {
    name,
    complete: async (request, { signal, onText }) => {
      signal.throwIfAborted();
      const deadline = startDeadline({ ...TIMEOUTS, ...options.timeouts }, signal, where);
      try {
        const reply = await streamed(model, options, request, {
          signal: deadline.signal,
          onPart: deadline.progressed,
          onText,
        });
        return withOutput({ ...reply, model: reply.model || options.model }, request, where);
      } catch (error) {
        if (deadline.signal.aborted) throw deadline.signal.reason;
        throw modelErrorOf(error, where);
      } finally {
        deadline.stop();
      }
    },
  };
};

interface Streaming {
  readonly signal: AbortSignal;
  readonly onPart: () => void;
  readonly onText: CompleteOptions['onText'] | undefined;
}

const streamed = async (
  model: ProviderModel,
  options: ModelOptions,
  request: ModelRequest,
  { signal, onPart, onText }: Streaming,
): Promise<ModelReply> => {
  const { stream } = await model.doStream(callOptions(request, options, signal));
  const most = request.maxOutputTokens * CHARACTERS;
  return collect(stream, { signal, most, onPart, onText });
};
