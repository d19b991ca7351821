import type { IncomingHttpHeaders } from 'node:http';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import type { Asked } from '@deskstream/reasoning-script';
import type { Read } from './protocol';
import { textIn } from './text-in';

const Text = Type.Union([Type.String(), Type.Array(Type.Object({ type: Type.String() }))]);

const Block = Type.Union([
  Type.Object({ type: Type.Literal('text'), text: Type.String({ minLength: 1 }) }),
  Type.Object({
    type: Type.Literal('tool_use'),
    id: Type.String({ pattern: '^[a-zA-Z0-9_-]+$' }),
    name: Type.String({ minLength: 1 }),
    input: Type.Object({}),
  }),
  Type.Object({
    type: Type.Literal('tool_result'),
    tool_use_id: Type.String(),
    content: Type.Optional(Text),
  }),
]);
type Block = Static<typeof Block>;

const Message = Type.Object({
  role: Type.Enum(['user', 'assistant']),
  content: Type.Union([Type.String({ minLength: 1 }), Type.Array(Block, { minItems: 1 })]),
});
type Message = Static<typeof Message>;

const Schema = Type.Object({ title: Type.Optional(Type.String()) });

const Request = Type.Object({
  model: Type.String({ minLength: 1 }),
  max_tokens: Type.Integer({ minimum: 1 }),
  messages: Type.Array(Message, { minItems: 1 }),
  system: Type.Optional(Text),
  stream: Type.Optional(Type.Boolean()),
  tools: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String({ pattern: '^[a-zA-Z0-9_-]{1,128}$' }),
        input_schema: Schema,
      }),
    ),
  ),
  tool_choice: Type.Optional(
    Type.Object({ type: Type.String(), name: Type.Optional(Type.String()) }),
  ),
  output_config: Type.Optional(
    Type.Object({
      format: Type.Optional(Type.Object({ type: Type.Literal('json_schema'), schema: Schema })),
    }),
  ),
});
type Request = Static<typeof Request>;

/** A message request as Anthropic takes it. */
export const readMessages = (body: unknown, headers: IncomingHttpHeaders): Read => {
  if (headers['anthropic-version'] === undefined)
    return { ok: false, problem: 'anthropic-version: header is required' };
  const [problem] = Value.Errors(Request, body);
  if (problem !== undefined)
    return { ok: false, problem: `${problem.instancePath || 'the body'} ${problem.message}` };
  const request = body as Request;
  const unpaired = unpairedUse(request.messages);
  if (unpaired !== null) return { ok: false, problem: unpaired };
  return { ok: true, asked: askedOf(request), stream: request.stream === true };
};

/** The tool through which an object is asked for where the model knows no output format. */
export const outputToolOf = (body: Readonly<Record<string, unknown>>): string | null => {
  const { tools = [], tool_choice: choice } = body as Partial<Request>;
  const forced = choice?.type === 'any' || choice?.type === 'tool';
  return forced ? (tools.find(({ name }) => name === (choice.name ?? 'json'))?.name ?? null) : null;
};

/** Each use is answered in the very next message, and each result answers one. */
const unpairedUse = (messages: readonly Message[]): string | null => {
  if (messages[0]?.role !== 'user') return 'messages.0: the first message must be of the user';
  for (const [index, message] of messages.entries()) {
    const used = idsOf(messages[index - 1], 'tool_use');
    const answered = idsOf(message, 'tool_result');
    if (answered.some((id) => !used.includes(id)))
      return `messages.${index}: a tool_result answers no tool_use of the message before`;
    if (used.some((id) => !answered.includes(id)))
      return `messages.${index}: a tool_use of the message before has no tool_result`;
  }
  return idsOf(messages.at(-1), 'tool_use').length > 0
    ? 'the last tool_use blocks have no tool_result'
    : null;
};

const blocksOf = (message: Message | undefined): readonly Block[] =>
  typeof message?.content === 'object' ? message.content : [];

const idsOf = (message: Message | undefined, type: 'tool_use' | 'tool_result'): readonly string[] =>
  blocksOf(message).flatMap((block) => {
    if (block.type !== type) return [];
    return [block.type === 'tool_use' ? block.id : block.tool_use_id];
  });

const askedOf = (request: Request): Asked => {
  const { model, messages, system = '', tools = [] } = request;
  const spoken = messages.map((message) => ({ role: message.role, text: textIn(message.content) }));
  const results = messages.map((message) =>
    blocksOf(message).map((block) => (block.type === 'tool_result' ? textIn(block.content) : '')),
  );
  return {
    model,
    system: textIn(system),
    user: spoken.findLast(({ role, text }) => role === 'user' && text !== '')?.text ?? '',
    tool: toolOf(messages),
    offers: tools.map(({ name }) => name).filter((name) => name !== outputToolOf(request)),
    output: outputOf(request),
    characters:
      textIn(system).length +
      spoken.map(({ text }) => text).join('').length +
      results.flat().join('').length,
  };
};

const outputOf = (request: Request): string | null => {
  const format = request.output_config?.format;
  if (format !== undefined) return format.schema.title ?? 'json';
  const tool = outputToolOf(request);
  if (tool === null) return null;
  return request.tools?.find(({ name }) => name === tool)?.input_schema.title ?? tool;
};

const toolOf = (messages: readonly Message[]): Asked['tool'] => {
  const last = blocksOf(messages.at(-1)).findLast((block) => block.type === 'tool_result');
  if (last?.type !== 'tool_result') return null;
  const use = messages
    .flatMap(blocksOf)
    .findLast((block) => block.type === 'tool_use' && block.id === last.tool_use_id);
  return { name: use?.type === 'tool_use' ? use.name : '', output: textIn(last.content) };
};
