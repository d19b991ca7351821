import type { MCPClient } from '@ai-sdk/mcp';
import { hasCode, InfraError, messageOf } from '@deskstream/kernel';
import type { Pools } from '@deskstream/platform-tools';
import {
  argumentProblem,
  doubtOf,
  isFor,
  openPools,
  policyOf,
  withoutSecret,
} from '@deskstream/platform-tools';
import type { AcceptedMcpTool, McpToolServer, ToolSettings } from '@deskstream/port-settings';
import type {
  AvailableTool,
  ToolBox,
  ToolContext,
  ToolInvocation,
  ToolOutcome,
} from '@deskstream/port-tools';
import { offeredTools } from './discover-mcp-tools';
import { withSession } from './mcp-session';
import { outcomeOf } from './outcome-of';

export interface McpToolsOptions {
  /** The workspace's tools now; `null`: it has none. */
  toolsOf(workspace: string): ToolSettings | null;
}

export interface McpTools extends ToolBox {
  close(): Promise<void>;
}

/**
 * Tools of MCP servers, over Streamable HTTP. The model is told of a tool what an administrator
 * accepted; a tool that the server describes otherwise by now is not called (`TOOL.CHANGED`).
 */
export const createMcpTools = ({ toolsOf }: McpToolsOptions): McpTools => {
  const pools = openPools();
  return {
    list: (context) => Promise.resolve(foundFor(toolsOf, context).map(toolOf)),
    call: async (invocation, signal) => {
      const ready = prepared(toolsOf, invocation);
      return 'refusal' in ready ? ready.refusal : called(pools, ready, { invocation, signal });
    },
    lookUp: () =>
      Promise.resolve({ kind: 'unreadable', because: 'MCP has no way to look a call up' }),
    preview: (invocation) => {
      const ready = prepared(toolsOf, invocation);
      return Promise.resolve('refusal' in ready ? ready.refusal : previewOf(ready, invocation));
    },
    close: () => pools.close(),
  };
};

interface Found {
  readonly server: McpToolServer;
  readonly tool: AcceptedMcpTool;
  readonly rule: NonNullable<ToolSettings['rules'][string]>;
}

const foundFor = (toolsOf: McpToolsOptions['toolsOf'], context: ToolContext): readonly Found[] => {
  const settings = toolsOf(context.workspace);
  if (settings === null) return [];
  return settings.mcp
    .flatMap((server) =>
      server.tools.map((tool) => ({ server, tool, rule: settings.rules[tool.name] ?? {} })),
    )
    .filter(({ rule }) => isFor(rule, context));
};

const toolOf = ({ tool, rule }: Found): AvailableTool => {
  const { lookUpPath: _, ...known } = rule;
  const { name, description, parameters, effects, hash } = tool;
  return {
    ...{ name, description, parameters, hash },
    effects: rule.effects ?? effects,
    doubt: doubtOf(known),
    policy: policyOf(rule),
  };
};

type Refusal = Extract<ToolOutcome, { readonly kind: 'failed' }>;

const prepared = (
  toolsOf: McpToolsOptions['toolsOf'],
  { name, context, arguments: args }: ToolInvocation,
): Found | { readonly refusal: Refusal } => {
  const found = foundFor(toolsOf, context).find(({ tool }) => tool.name === name);
  if (found === undefined)
    return refused('TOOL.UNKNOWN', `There is no tool ${name} for this conversation.`);
  const problem = argumentProblem(found.tool.parameters, args);
  return problem === null ? found : refused('TOOL.ARGUMENTS', problem);
};

const refused = (code: string, because: string) => ({
  refusal: { kind: 'failed' as const, code, because },
});

interface Calling {
  readonly invocation: ToolInvocation;
  readonly signal: AbortSignal;
}

const called = async (
  pools: Pools,
  { server, tool }: Found,
  { invocation, signal }: Calling,
): Promise<ToolOutcome> => {
  const sent = { yet: false };
  const headers = { 'idempotency-key': invocation.idempotencyKey };
  const use = async (client: MCPClient, ends: AbortSignal): Promise<ToolOutcome> => {
    const offered = await offeredTools(client, ends);
    if (!offered.some(({ name, hash }) => name === tool.name && hash === tool.hash))
      return refused('TOOL.CHANGED', CHANGED).refusal;
    sent.yet = true;
    const result = await client.callTool({
      name: tool.name,
      arguments: invocation.arguments as Record<string, unknown>,
      options: { signal: ends },
    });
    return outcomeOf(result, server);
  };
  try {
    return await withSession({ pools, server, headers }, signal, use);
  } catch (error) {
    return failureOf(error, server, sent.yet);
  }
};

const CHANGED =
  'The server describes this tool otherwise than it was accepted; an administrator has to accept it again.';

/** Before the call was sent nothing happened; after it only an answer of the protocol says what. */
const failureOf = (error: unknown, server: McpToolServer, sent: boolean): ToolOutcome => {
  const because = withoutSecret(server.auth, messageOf(error)).slice(0, 300);
  if (sent)
    return isProtocolError(error)
      ? { kind: 'failed', code: 'MCP.REFUSED', because }
      : { kind: 'unknown', because };
  const code = error instanceof InfraError ? error.code : 'TOOL.UNREACHABLE';
  return hasCode(causeOf(error), 'HTTP.PRIVATE_ADDRESS')
    ? { kind: 'failed', code: 'TOOL.PRIVATE_ADDRESS', because }
    : { kind: 'failed', code, because };
};

const causeOf = (error: unknown): unknown => {
  let cause = error;
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause;
  return cause;
};

/** JSON-RPC's own errors carry a negative number. */
const isProtocolError = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'number' &&
  error.code < 0;

const previewOf = ({ server, tool }: Found, { arguments: args }: ToolInvocation) => ({
  request: `POST ${server.url}`,
  headers: { 'content-type': 'application/json' },
  body: { method: 'tools/call', params: { name: tool.name, arguments: args } },
});
