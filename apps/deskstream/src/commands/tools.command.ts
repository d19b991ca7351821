import { readFileSync } from 'node:fs';
import { discoverMcpTools } from '@deskstream/adapter-tools-mcp';
import type { Imported } from '@deskstream/adapter-tools-http';
import { importOpenApi } from '@deskstream/adapter-tools-http';
import { openTools } from '@deskstream/composition';
import { systemClock } from '@deskstream/kernel';
import type { PutOutcome } from '@deskstream/platform-settings';
import { describeProblems, maskedSettings } from '@deskstream/platform-settings';
import type { HttpToolServer, ToolAuth, ToolSettings } from '@deskstream/port-settings';
import type { ToolContext } from '@deskstream/port-tools';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { workspaceOf } from './workspace-of';

type On = Pick<Installation, 'settings'>;

export interface ToolsRequest {
  readonly workspace: string;
  readonly by: string;
}

/** The tools of a workspace, as the AI would find them. */
export const listTools = async (on: On, output: Output, request: ToolsRequest): Promise<void> => {
  const { http, mcp, rules } = toolsOf(on, request.workspace);
  const rows = [
    ...http.flatMap(({ name: server, operations }) =>
      operations.map(({ name, method, path }) => ({
        tool: name,
        server,
        call: `${method} ${path}`,
      })),
    ),
    ...mcp.flatMap(({ name: server, tools }) =>
      tools.map(({ name, hash }) => ({ tool: name, server, call: `MCP ${hash.slice(0, 12)}` })),
    ),
  ].map((row) => ({ ...row, rule: JSON.stringify(rules[row.tool] ?? {}) }));
  for (const row of rows) output.value(row);
  output.table(rows);
};

export interface ImportRequest extends ToolsRequest {
  readonly file: string;
  readonly server: string;
  readonly baseUrl?: string;
  readonly operations: readonly string[];
  /** Environment variable that holds the bearer token; without it the server keeps what it has. */
  readonly bearerFrom?: string;
  readonly dryRun: boolean;
}

/** Makes operations of an OpenAPI document tools of the workspace. */
export const importTools = async (
  on: On,
  output: Output,
  request: ImportRequest,
): Promise<void> => {
  const { operations, problems, baseUrl } = importOpenApi(
    readFileSync(request.file, 'utf8'),
    request.operations,
  );
  const whole = problems.find(({ operation }) => operation === '');
  if (whole !== undefined) throw new CommandError(`${request.file}: ${whole.because}.`, EXIT.usage);
  if (operations.length === 0 && problems.length === 0)
    throw new CommandError(`${request.file} has no operation that could be a tool.`, EXIT.usage);
  for (const { operation, because } of problems) output.line(`left out: ${operation}: ${because}`);
  const now = maskedToolsOf(on, request.workspace);
  const before = now.http.find(({ name }) => name === request.server);
  const server = serverOf(request, before, { operations, baseUrl });
  const http = [...now.http.filter(({ name }) => name !== request.server), server];
  await put(on, output, { ...request, tools: { ...now, http } });
  output.value({ imported: operations.map(({ name }) => name), problems });
  for (const { name, method, path } of operations) output.line(`${name}: ${method} ${path}`);
};

const serverOf = (
  { server: name, baseUrl: given, bearerFrom }: ImportRequest,
  before: HttpToolServer | undefined,
  { operations, baseUrl: documented }: Pick<Imported, 'operations' | 'baseUrl'>,
): HttpToolServer => {
  const baseUrl = given ?? before?.baseUrl ?? documented;
  if (baseUrl === null)
    throw new CommandError('The document names no absolute server: give --base-url.', EXIT.usage);
  const auth = authOf(bearerFrom) ?? before?.auth ?? { kind: 'none' };
  return { ...before, name, baseUrl, operations, auth };
};

const authOf = (variable: string | undefined): ToolAuth | null => {
  if (variable === undefined) return null;
  const secret = process.env[variable];
  if (secret === undefined || secret === '')
    throw new CommandError(`${variable}: expected a token, found nothing.`, EXIT.usage);
  return { kind: 'bearer', secret };
};

export interface AcceptRequest extends ToolsRequest {
  readonly server: string;
  readonly tools: readonly string[];
  readonly dryRun: boolean;
}

/** Asks an MCP server what it offers, and accepts the named tools as they are described now. */
export const acceptTools = async (
  on: On,
  output: Output,
  request: AcceptRequest,
): Promise<void> => {
  const server = toolsOf(on, request.workspace).mcp.find(({ name }) => name === request.server);
  if (server === undefined)
    throw new CommandError(`No MCP server ${request.server} in the settings.`, EXIT.notFound);
  const offered = await discoverMcpTools(server, new AbortController().signal);
  for (const tool of offered) {
    const accepted = server.tools.find(({ name }) => name === tool.name);
    const state =
      accepted === undefined ? 'new' : accepted.hash === tool.hash ? 'accepted' : 'changed';
    output.value({ ...tool, state });
    output.line(
      `${tool.name} (${state}, ${tool.effects ? 'has effects' : 'reads'}): ${tool.description}`,
    );
  }
  const chosen = offered.filter(({ name }) => request.tools.includes(name));
  if (chosen.length === 0) return;
  const kept = server.tools.filter(({ name }) => !request.tools.includes(name));
  const now = maskedToolsOf(on, request.workspace);
  const mcp = now.mcp.map((each) =>
    each.name === request.server ? { ...each, tools: [...kept, ...chosen] } : each,
  );
  await put(on, output, { ...request, tools: { ...now, mcp } });
};

export interface DryRunRequest extends ToolsRequest {
  readonly tool: string;
  readonly args: string;
  readonly channel: NonNullable<ToolContext['channel']>;
  readonly vendor: string;
  /** Really sends the request, once. */
  readonly send: boolean;
}

/** The request that a call would send, secrets masked; with `send` what comes back as well. */
export const dryRunTool = async (on: On, output: Output, request: DryRunRequest): Promise<void> => {
  const { tools, close } = openTools(on.settings);
  const { workspace, vendor, channel } = request;
  const invocation = {
    name: request.tool,
    arguments: argumentsOf(request.args),
    context: {
      ...{ workspace, vendor, channel, conversation: 'dry-run', contact: null, attributes: {} },
    },
    idempotencyKey: `dry-run-${systemClock.now()}`,
  };
  try {
    const preview = await tools.preview(invocation);
    output.value(preview);
    output.line(JSON.stringify(preview, null, 2));
    if ('kind' in preview)
      throw new CommandError(`${preview.code}: ${preview.because}`, EXIT.unhealthy);
    if (!request.send) return output.line('Nothing was sent; --send sends it.');
    const outcome = await tools.call(invocation, new AbortController().signal);
    output.value(outcome);
    output.line(JSON.stringify(outcome, null, 2));
  } finally {
    await close();
  }
};

const argumentsOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CommandError(`--args: expected a JSON object, found ${text}`, EXIT.usage);
  }
};

const toolsOf = ({ settings }: On, workspace: string): ToolSettings =>
  workspaceOf(settings, workspace).tools ?? { http: [], mcp: [], rules: {} };

/** As it is written back: the secrets stay as they are. */
const maskedToolsOf = (on: On, workspace: string): ToolSettings => {
  const now = on.settings.current(workspace);
  const none = toolsOf(on, workspace);
  return now === null ? none : (maskedSettings(now).tools ?? none);
};

const put = async (
  { settings }: On,
  output: Output,
  request: ToolsRequest & { readonly tools: ToolSettings; readonly dryRun: boolean },
): Promise<void> => {
  const now = settings.current(request.workspace);
  if (now === null) return;
  const { dryRun, by, tools } = request;
  const draft = { ...maskedSettings(now), tools };
  const options = { changedBy: by, reason: 'tools', expectedVersion: now.version, dryRun };
  tellOutcome(output, await settings.put(draft, options), dryRun);
};

const tellOutcome = (output: Output, outcome: PutOutcome, dryRun: boolean): void => {
  switch (outcome.kind) {
    case 'stored':
      return output.line(
        dryRun ? 'Nothing was changed (--dry-run).' : `Version ${outcome.settings.version}.`,
      );
    case 'unchanged':
      return output.line('Nothing to change.');
    case 'refused':
      throw new CommandError(describeProblems(outcome.problems), EXIT.failed);
    case 'conflict':
      throw new CommandError(`Version ${outcome.current} is in force by now.`, EXIT.conflict);
  }
};
