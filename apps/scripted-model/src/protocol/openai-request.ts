import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import type { Asked } from '@deskstream/reasoning-script';
import type { Read } from './protocol';
import { textIn } from './text-in';

const Content = Type.Union([
  Type.String(),
  Type.Array(Type.Object({ type: Type.String() })),
  Type.Null(),
]);

const Call = Type.Object({
  id: Type.String({ minLength: 1 }),
  type: Type.Literal('function'),
  function: Type.Object({ name: Type.String({ minLength: 1 }), arguments: Type.String() }),
});

const Message = Type.Union([
  Type.Object({ role: Type.Enum(['system', 'developer', 'user']), content: Content }),
  Type.Object({
    role: Type.Literal('assistant'),
    content: Type.Optional(Content),
    tool_calls: Type.Optional(Type.Array(Call, { minItems: 1 })),
  }),
  Type.Object({ role: Type.Literal('tool'), tool_call_id: Type.String(), content: Content }),
]);
type Message = Static<typeof Message>;

const Request = Type.Object({
  model: Type.String({ minLength: 1 }),
  messages: Type.Array(Message, { minItems: 1 }),
  stream: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  max_tokens: Type.Optional(Type.Integer({ minimum: 1 })),
  max_completion_tokens: Type.Optional(Type.Integer({ minimum: 1 })),
  tools: Type.Optional(
    Type.Array(
      Type.Object({
        type: Type.Literal('function'),
        function: Type.Object({
          name: Type.String({ pattern: '^[a-zA-Z0-9_-]{1,64}$' }),
          parameters: Type.Optional(Type.Object({ type: Type.Literal('object') })),
        }),
      }),
      { minItems: 1 },
    ),
  ),
  response_format: Type.Optional(
    Type.Object({
      type: Type.Enum(['text', 'json_object', 'json_schema']),
      json_schema: Type.Optional(Type.Object({ name: Type.String({ minLength: 1 }) })),
    }),
  ),
});
type Request = Static<typeof Request>;

/** A chat completion as OpenAI takes it. */
export const readChat = (body: unknown): Read => {
  const [problem] = Value.Errors(Request, body);
  if (problem !== undefined)
    return { ok: false, problem: `${problem.instancePath || 'the body'} ${problem.message}` };
  const request = body as Request;
  const unpaired = unpairedCall(request.messages);
  if (unpaired !== null) return { ok: false, problem: unpaired };
  return { ok: true, asked: askedOf(request), stream: request.stream === true };
};

/** Each call is answered by the tool messages right behind it, each once. */
const unpairedCall = (messages: readonly Message[]): string | null => {
  let open = new Set<string>();
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id))
        return `messages.${index}: tool_call_id answers no call of the assistant message before`;
    } else if (open.size > 0) return `messages.${index}: a tool call before it has no result`;
    else if (message.role === 'assistant')
      open = new Set((message.tool_calls ?? []).map(({ id }) => id));
  }
  return open.size > 0 ? 'the last tool calls have no results' : null;
};

const askedOf = ({ model, messages, tools = [], response_format: format }: Request): Asked => {
  const texts = messages.map(({ content }) => textIn(content));
  const user = messages.findLastIndex(({ role }) => role === 'user');
  return {
    model,
    system: texts.filter((_, at) => isSystem(messages[at])).join('\n'),
    user: texts[user] ?? '',
    tool: toolOf(messages),
    offers: tools.map((tool) => tool.function.name),
    output: outputOf(format),
    characters: texts.join('').length,
  };
};

const isSystem = (message: Message | undefined): boolean =>
  message?.role === 'system' || message?.role === 'developer';

const outputOf = (format: Request['response_format']): string | null =>
  format === undefined || format.type === 'text' ? null : (format.json_schema?.name ?? 'json');

const toolOf = (messages: readonly Message[]): Asked['tool'] => {
  const last = messages.at(-1);
  if (last?.role !== 'tool') return null;
  const name = messages
    .flatMap((message) => ('tool_calls' in message ? (message.tool_calls ?? []) : []))
    .findLast(({ id }) => id === last.tool_call_id)?.function.name;
  return { name: name ?? '', output: textIn(last.content) };
};
