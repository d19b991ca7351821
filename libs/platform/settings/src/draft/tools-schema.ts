import type { ToolRule } from '@deskstream/port-settings';
import Type from 'typebox';
import type { Schema } from './explain';
import { explain } from './explain';
import type { Problem } from './problem';

const HTTP_ADDRESS = { pattern: '^https?://[^\\s@?#]+$', description: 'an http(s) address' };
const TOOL_NAME = {
  pattern: '^[A-Za-z0-9_-]{1,64}$',
  description: 'letters, digits, "_" or "-", at most 64',
};
const AnyObject = Type.Unsafe<object>({ type: 'object' });
const Words = Type.Array(Type.String({ minLength: 1 }), { maxItems: 100 });

const Auth = Type.Union([
  Type.Object({ kind: Type.Literal('none') }),
  Type.Object({ kind: Type.Literal('bearer'), secret: Type.Optional(Type.String()) }),
  ...(['header', 'query'] as const).map((kind) =>
    Type.Object({
      kind: Type.Literal(kind),
      name: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'a name' }),
      secret: Type.Optional(Type.String()),
    }),
  ),
]);

const server = {
  name: Type.String({
    pattern: '^[a-z0-9][a-z0-9._-]{0,39}$',
    description: 'a-z, 0-9, ".", "_" or "-"',
  }),
  auth: Auth,
  allowedHosts: Type.Optional(Words),
  allowPrivateAddresses: Type.Optional(Type.Boolean()),
  timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 60_000 })),
  maxResponseBytes: Type.Optional(Type.Integer({ minimum: 256, maximum: 1_048_576 })),
};

const Operation = Type.Object({
  name: Type.String(TOOL_NAME),
  description: Type.String({ minLength: 1 }),
  method: Type.Union(
    (['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method) =>
      Type.Literal(method),
    ),
  ),
  path: Type.String({ pattern: '^/[^\\s?#]*$', description: 'a path like "/orders/{id}"' }),
  parameters: AnyObject,
  places: AnyObject,
  idempotent: Type.Optional(Type.Boolean()),
});

const McpTool = Type.Object({
  name: Type.String(TOOL_NAME),
  description: Type.String(),
  parameters: AnyObject,
  effects: Type.Boolean(),
  hash: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'a SHA-256 in hex' }),
});

const most = (maximum: number) => Type.Optional(Type.Integer({ minimum: 1, maximum }));

/** The shape of `tools` in a draft; each of its rules has a shape of its own. */
export const ToolsOfDraft = Type.Unsafe<object>(
  Type.Object({
    http: Type.Optional(
      Type.Array(
        Type.Object({
          ...server,
          baseUrl: Type.String(HTTP_ADDRESS),
          operations: Type.Array(Operation, { maxItems: 100 }),
        }),
        { maxItems: 20 },
      ),
    ),
    mcp: Type.Optional(
      Type.Array(
        Type.Object({
          ...server,
          url: Type.String(HTTP_ADDRESS),
          tools: Type.Array(McpTool, { maxItems: 100 }),
        }),
        { maxItems: 20 },
      ),
    ),
    rules: Type.Optional(AnyObject),
    limits: Type.Optional(
      Type.Object({
        modelCalls: most(50),
        toolCalls: most(50),
        seconds: most(600),
        tokens: most(10_000_000),
      }),
    ),
    linkHosts: Type.Optional(Words),
  }),
);

const Rule = Type.Unsafe<object>(
  Type.Object({
    effects: Type.Optional(Type.Boolean()),
    requiresCustomerMessage: Type.Optional(Type.Boolean()),
    askedFor: Type.Optional(Words),
    argumentsFrom: Type.Optional(Type.Union([Type.Literal('customer'), Type.Literal('anywhere')])),
    channels: Type.Optional(Words),
    vendors: Type.Optional(Words),
    attributes: Type.Optional(AnyObject),
    repeatable: Type.Optional(Type.Boolean()),
    lookUpPath: Type.Optional(
      Type.String({
        pattern: '^/[^\\s]*\\{idempotencyKey\\}[^\\s]*$',
        description: 'a path with {idempotencyKey}',
      }),
    ),
  }),
);

/** Everything that is wrong with the rules of tools. */
export const ruleProblems = (rules: Readonly<Record<string, ToolRule>>): readonly Problem[] =>
  Object.entries(rules).flatMap(([name, rule]) =>
    explain(Rule as Schema, rule, { path: ['tools', 'rules', name] }),
  );
