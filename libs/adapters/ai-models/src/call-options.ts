import { isRecord } from '@deskstream/kernel';
import type { ModelMessage, ModelRequest } from '@deskstream/port-ai';
import type { ModelOptions } from './create-model';
import type { ProviderModel } from './provider-model';

export type CallOptions = Parameters<ProviderModel['doStream']>[0];
type Message = CallOptions['prompt'][number];

/** A request of ours in the words of the AI SDK. Tools are only described: nobody but our loop runs them. */
export const callOptions = (
  request: ModelRequest,
  options: Pick<ModelOptions, 'provider' | 'structuredOutput'>,
  abortSignal: AbortSignal,
): CallOptions => ({
  prompt: [{ role: 'system', content: systemOf(request, options) }, ...messagesOf(request)],
  maxOutputTokens: request.maxOutputTokens,
  abortSignal,
  ...toolsOf(request),
  ...formatOf(request),
  ...modeOf(options),
});

type Structure = Pick<ModelOptions, 'provider' | 'structuredOutput'>;

const systemOf = (
  { system, output }: ModelRequest,
  { provider, structuredOutput }: Structure,
): string =>
  output === undefined || structuredOutput !== 'json-object' || provider === 'anthropic'
    ? system
    : `${system}\n\nAnswer with one JSON object of this JSON Schema and nothing else:\n${JSON.stringify(output.schema)}`;

/** Anthropic's way without a schema is a tool that takes the object. */
const modeOf = ({ provider, structuredOutput }: Structure): Pick<CallOptions, 'providerOptions'> =>
  provider === 'anthropic' && structuredOutput === 'json-object'
    ? { providerOptions: { anthropic: { structuredOutputMode: 'jsonTool' } } }
    : {};

/** Results of one assistant turn belong together: providers refuse them in several messages. */
const messagesOf = ({ messages }: ModelRequest): readonly Message[] =>
  messages.reduce<Message[]>((made, message) => {
    const last = made.at(-1);
    if (message.role !== 'tool') return [...made, spokenOf(message)];
    if (last?.role !== 'tool') return [...made, { role: 'tool', content: [resultOf(message)] }];
    return [...made.slice(0, -1), { role: 'tool', content: [...last.content, resultOf(message)] }];
  }, []);

const spokenOf = (message: Exclude<ModelMessage, { role: 'tool' }>): Message => {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: [{ type: 'text', text: message.text }] };
    case 'assistant':
      return {
        role: 'assistant',
        content: [
          ...(message.text === '' ? [] : [{ type: 'text' as const, text: message.text }]),
          ...message.toolCalls.map(({ id, name, arguments: input }) => ({
            type: 'tool-call' as const,
            toolCallId: id,
            toolName: name,
            input: isRecord(input) ? input : { unreadable: input },
          })),
        ],
      };
  }
};

type ToolMessage = Extract<ModelMessage, { role: 'tool' }>;

const resultOf = ({ callId, name, output, failed }: ToolMessage) => ({
  type: 'tool-result' as const,
  toolCallId: callId,
  toolName: name,
  output: { type: failed ? ('error-text' as const) : ('text' as const), value: output },
});

const toolsOf = ({ tools = [] }: ModelRequest): Pick<CallOptions, 'tools' | 'toolChoice'> =>
  tools.length === 0
    ? {}
    : {
        tools: tools.map(({ name, description, parameters }) => ({
          type: 'function' as const,
          name,
          description,
          inputSchema: parameters,
        })),
        toolChoice: { type: 'auto' },
      };

const formatOf = ({ output }: ModelRequest): Pick<CallOptions, 'responseFormat'> =>
  output === undefined
    ? {}
    : {
        responseFormat: {
          type: 'json',
          // Anthropic has no place for the name but the schema.
          schema: { title: output.name, ...output.schema },
          name: output.name,
        },
      };
