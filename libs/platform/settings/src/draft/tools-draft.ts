import { validatorOf } from '@deskstream/platform-tools';
import type {
  AcceptedMcpTool,
  HttpToolServer,
  McpToolServer,
  ToolAuth,
  ToolSettings,
  WorkspaceSettings,
} from '@deskstream/port-settings';
import { messageOf } from '@deskstream/kernel';
import { isMask, masked } from '../secrets/masked';
import { originOf } from './origin-of';
import type { Problem } from './problem';
import { ruleProblems } from './tools-schema';

type Draft<T> = Omit<T, 'auth'> & { readonly auth: AuthDraft };
type AuthDraft =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'bearer' | 'header' | 'query';
      readonly name?: string;
      readonly secret?: string;
    };

/** Tools as an administrator writes them. A secret left out, or given as its mask, stays what it is. */
export type ToolsDraft = Partial<Omit<ToolSettings, 'http' | 'mcp'>> & {
  readonly http?: readonly Draft<HttpToolServer>[];
  readonly mcp?: readonly Draft<McpToolServer>[];
};

export interface PreparedTools {
  readonly problems: readonly Problem[];
  readonly made: Pick<WorkspaceSettings, 'tools'>;
}

/** What a draft means beside the tools in use; nothing while its shape is wrong. */
export const preparedTools = (
  ofShape: readonly Problem[],
  draft: ToolsDraft | undefined,
  now: ToolSettings | undefined,
): PreparedTools => {
  if (draft === undefined || ofShape.some(({ field }) => /^tools(\.|$)/.test(field)))
    return { problems: [], made: {} };
  const { http = [], mcp = [], rules = {}, ...others } = draft;
  const problems: Problem[] = [...ruleProblems(rules), ...nameProblems(http, mcp)];
  const withSecrets = <T extends Server>(servers: readonly T[], at: string) =>
    servers.map((server, index) => {
      const auth = authOf(server, now, `tools.${at}.${index}.auth`);
      problems.push(...auth.problems);
      return { ...server, auth: auth.auth };
    });
  const made = { ...others, rules, http: withSecrets(http, 'http'), mcp: withSecrets(mcp, 'mcp') };
  return { problems, made: { tools: made } };
};

/** Tools of an older version with the secrets in use; another address keeps its own. */
export const withToolSecretsOf = (
  now: ToolSettings | undefined,
  to: ToolSettings,
): ToolSettings => {
  const kept = <T extends HttpToolServer | McpToolServer>(server: T): T => {
    const secret = secretInUse(server, now);
    return server.auth.kind === 'none' || secret === null
      ? server
      : { ...server, auth: { ...server.auth, secret } };
  };
  return { ...to, http: to.http.map(kept), mcp: to.mcp.map(kept) };
};

type Server = Draft<HttpToolServer> | Draft<McpToolServer>;

const addressOf = (server: object): string =>
  'baseUrl' in server ? String(server.baseUrl) : String((server as { url?: unknown }).url);

/** A secret is never sent to another address than the one it was given for. */
const secretInUse = (
  server: { readonly name: string },
  now: ToolSettings | undefined,
): string | null => {
  const inUse = [...(now?.http ?? []), ...(now?.mcp ?? [])].find(
    ({ name, ...other }) =>
      name === server.name && originOf(addressOf(other)) === originOf(addressOf(server)),
  );
  return inUse === undefined || inUse.auth.kind === 'none' ? null : inUse.auth.secret;
};

const authOf = (
  server: Server,
  now: ToolSettings | undefined,
  at: string,
): { readonly auth: ToolAuth; readonly problems: readonly Problem[] } => {
  const { auth } = server;
  if (auth.kind === 'none') return { auth, problems: [] };
  const nameless = auth.kind !== 'bearer' && (auth.name ?? '') === '';
  const inUse = secretInUse(server, now);
  const secret = secretOf(auth.secret, inUse);
  const problems = [
    ...(nameless
      ? [{ field: `${at}.name`, expected: 'the name it is sent under', found: 'nothing' }]
      : []),
    ...(secret === null ? [secretProblem(`${at}.secret`, auth.secret)] : []),
  ];
  return { auth: { ...auth, secret: secret ?? '' } as ToolAuth, problems };
};

const secretOf = (given: string | undefined, inUse: string | null): string | null => {
  if (given !== undefined && !isMask(given)) return given === '' ? null : given;
  return inUse !== null && (given === undefined || masked(inUse) === given) ? inUse : null;
};

const secretProblem = (field: string, given: string | undefined): Problem => ({
  field,
  expected: 'a secret, or the mask of the one in use for this address',
  found: given === undefined || given === '' ? 'nothing' : 'a mask that fits none',
});

const nameProblems = (
  http: readonly Draft<HttpToolServer>[],
  mcp: readonly Draft<McpToolServer>[],
): readonly Problem[] => {
  const tools = [
    ...http.flatMap(({ operations }, at) =>
      operations.map((tool, index) => ({ tool, field: `tools.http.${at}.operations.${index}` })),
    ),
    ...mcp.flatMap((server, at) =>
      server.tools.map((tool, index) => ({ tool, field: `tools.mcp.${at}.tools.${index}` })),
    ),
  ];
  const servers = [
    ...http.map(({ name }, index) => ({ name, field: `tools.http.${index}.name` })),
    ...mcp.map(({ name }, index) => ({ name, field: `tools.mcp.${index}.name` })),
  ];
  return [
    ...repeated(servers),
    ...repeated(tools.map(({ tool, field }) => ({ name: tool.name, field: `${field}.name` }))),
    ...tools.flatMap(({ tool, field }) => schemaProblem(tool, `${field}.parameters`)),
  ];
};

const repeated = (
  named: readonly { readonly name: string; readonly field: string }[],
): readonly Problem[] =>
  named.flatMap(({ name, field }, index) =>
    named.findIndex((other) => other.name === name) === index
      ? []
      : [{ field, expected: 'a name of its own', found: `"${name}" again` }],
  );

const schemaProblem = (
  { parameters }: Pick<AcceptedMcpTool, 'parameters'>,
  field: string,
): readonly Problem[] => {
  try {
    validatorOf(parameters);
    return [];
  } catch (error) {
    return [
      { field, expected: 'a JSON Schema of an object', found: messageOf(error).slice(0, 120) },
    ];
  }
};
