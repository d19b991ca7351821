import type { HttpOperation, HttpToolServer, ToolSettings } from '@deskstream/port-settings';
import type {
  AvailableTool,
  ToolBox,
  ToolContext,
  ToolInvocation,
  ToolOutcome,
} from '@deskstream/port-tools';
import type { Pools, ToolAnswer } from '@deskstream/platform-tools';
import {
  argumentProblem,
  doubtOf,
  hashOf,
  isFor,
  openPools,
  policyOf,
  refusalOf,
  requestOnce,
  withoutSecret,
} from '@deskstream/platform-tools';
import { lookUp } from './look-up';
import type { BuiltRequest } from './request-of';
import { requestOf } from './request-of';

export interface HttpToolsOptions {
  /** The workspace's tools now; `null`: it has none. */
  toolsOf(workspace: string): ToolSettings | null;
}

export interface HttpTools extends ToolBox {
  close(): Promise<void>;
}

/** Operations of HTTP APIs as tools, as their OpenAPI documents describe them. */
export const createHttpTools = ({ toolsOf }: HttpToolsOptions): HttpTools => {
  const pools = openPools();
  const prepare = (invocation: ToolInvocation) => prepared(toolsOf, invocation);
  return {
    list: (context) => Promise.resolve(foundFor(toolsOf, context).map(toolOf)),
    call: async (invocation, signal) => {
      const ready = prepare(invocation);
      return ready.ok ? outcomeOf(await send(pools, ready, signal)) : ready.refusal;
    },
    lookUp: async (invocation, signal) => {
      const ready = prepare(invocation);
      return ready.ok
        ? lookUp({ pools, ...ready }, invocation, signal)
        : { kind: 'unreadable', because: ready.refusal.because };
    },
    preview: (invocation) => {
      const ready = prepare(invocation);
      return Promise.resolve(ready.ok ? previewOf(ready) : ready.refusal);
    },
    close: () => pools.close(),
  };
};

interface Found {
  readonly server: HttpToolServer;
  readonly operation: HttpOperation;
  readonly rule: NonNullable<ToolSettings['rules'][string]>;
}

type Refusal = Extract<ToolOutcome, { readonly kind: 'failed' }>;

type Prepared =
  | { readonly ok: true; readonly found: Found; readonly request: BuiltRequest }
  | { readonly ok: false; readonly refusal: Refusal };

type Ready = Extract<Prepared, { readonly ok: true }>;

const foundFor = (toolsOf: HttpToolsOptions['toolsOf'], context: ToolContext): readonly Found[] => {
  const settings = toolsOf(context.workspace);
  if (settings === null) return [];
  return settings.http
    .flatMap((server) =>
      server.operations.map((operation) => ({
        server,
        operation,
        rule: settings.rules[operation.name] ?? {},
      })),
    )
    .filter(({ rule }) => isFor(rule, context));
};

const toolOf = ({ operation, rule }: Found): AvailableTool => {
  const { name, description, method, path, parameters } = operation;
  return {
    name,
    description,
    parameters,
    effects: rule.effects ?? (method !== 'GET' && method !== 'HEAD'),
    doubt: doubtOf(rule, operation.idempotent),
    hash: hashOf({ name, description, method, path, parameters }),
    policy: policyOf(rule),
  };
};

const prepared = (toolsOf: HttpToolsOptions['toolsOf'], invocation: ToolInvocation): Prepared => {
  const { name, context } = invocation;
  const found = foundFor(toolsOf, context).find(({ operation }) => operation.name === name);
  if (found === undefined)
    return refused('TOOL.UNKNOWN', `There is no tool ${name} for this conversation.`);
  const { server, operation } = found;
  const problem = argumentProblem(operation.parameters, invocation.arguments);
  if (problem !== null) return refused('TOOL.ARGUMENTS', problem);
  const request = requestOf(
    { server, operation },
    {
      args: invocation.arguments as BuiltRequest['args'],
      idempotencyKey: keyOf(found, invocation),
    },
  );
  const refusal = refusalOf(server, server.baseUrl, request.url);
  return refusal === null ? { ok: true, found, request } : refused(refusal.code, refusal.because);
};

const keyOf = (found: Found, { idempotencyKey }: ToolInvocation): string | null =>
  toolOf(found).effects ? idempotencyKey : null;

const refused = (code: string, because: string): Prepared => ({
  ok: false,
  refusal: { kind: 'failed', code, because },
});

const send = (pools: Pools, { found, request }: Ready, signal: AbortSignal): Promise<ToolAnswer> =>
  requestOnce({ pools, server: found.server, ...request }, signal);

/** 5xx and 408 may have done something before they failed; 4xx refused. */
const outcomeOf = (answer: ToolAnswer): ToolOutcome => {
  if (answer.kind !== 'answer') return answer;
  const { status, text, bytes, truncated } = answer;
  if (status >= 200 && status < 300) return { kind: 'done', output: text, bytes, truncated };
  if (status >= 500 || status === 408) return { kind: 'unknown', because: `HTTP ${status}` };
  const because = status < 400 ? 'redirects are not followed' : text.slice(0, 500);
  return { kind: 'failed', code: `HTTP.${status}`, because };
};

const previewOf = ({ found, request }: Ready) => {
  const { auth } = found.server;
  const masked = (text: string) => withoutSecret(auth, text);
  return {
    request: masked(`${request.method} ${request.url.href}`),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, masked(value)]),
    ),
    ...(request.body === undefined ? {} : { body: JSON.parse(masked(request.body)) as unknown }),
  };
};
