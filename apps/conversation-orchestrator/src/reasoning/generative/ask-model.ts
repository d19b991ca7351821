import type { ModelReply, ModelRequest } from '@deskstream/port-ai';
import type { Exchange, Frame } from './exchange';
import type { Prompt } from '@deskstream/reasoning-prompts';
import { shown, shownArguments } from './shown';

/** One request to the model, journaled: after a crash its answer is read, not asked for again. */
export const askModel = async (
  { run, choice, journal }: Frame,
  exchange: Exchange,
  asked: {
    readonly key: string;
    readonly prompt: Prompt;
    readonly request: Omit<ModelRequest, 'system' | 'maxOutputTokens'>;
  },
): Promise<ModelReply> => {
  const { key, prompt, request } = asked;
  const reply = await journal.step<ModelReply>('model-call', key, {
    act: () =>
      choice.model.complete(
        { ...request, system: prompt.system, maxOutputTokens: choice.maxOutputTokens },
        { signal: run.tools.signal },
      ),
    tell: (given) => ({
      prompt: prompt.prompt,
      asked: choice.model.name,
      ...costOf(choice.costOf?.(given.usage)),
      ...told(given),
    }),
  });
  exchange.spent(reply);
  return reply;
};

const told = ({ model, text, toolCalls, output, stop, usage }: ModelReply) => ({
  model,
  text: shown(text),
  toolCalls: toolCalls.map(({ id, name, arguments: args }) => ({
    id,
    name,
    arguments: shownArguments(args),
  })),
  ...(output === undefined ? {} : { output }),
  stop,
  usage,
});

const costOf = (costMicros: number | null | undefined) =>
  costMicros === null || costMicros === undefined ? {} : { costMicros };
