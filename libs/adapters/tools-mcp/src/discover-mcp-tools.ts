import type { MCPClient } from '@ai-sdk/mcp';
import { hashOf, openPools } from '@deskstream/platform-tools';
import type { AcceptedMcpTool, McpToolServer } from '@deskstream/port-settings';
import { withSession } from './mcp-session';

/** What a server offers now, for an administrator to accept. Rejects as a session does. */
export const discoverMcpTools = async (
  server: McpToolServer,
  signal: AbortSignal,
): Promise<readonly AcceptedMcpTool[]> => {
  const pools = openPools();
  try {
    return await withSession({ pools, server }, signal, offeredTools);
  } finally {
    await pools.close();
  }
};

const MOST_PAGES = 20;

export const offeredTools = async (
  client: MCPClient,
  signal: AbortSignal,
): Promise<readonly AcceptedMcpTool[]> => {
  const tools: AcceptedMcpTool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { tools: found, nextCursor } = await client.listTools({
      ...(cursor === undefined ? {} : { params: { cursor } }),
      options: { signal },
    });
    tools.push(...found.map(acceptedOf));
    if (nextCursor === undefined) break;
    cursor = nextCursor;
  }
  return tools;
};

type Offered = Awaited<ReturnType<MCPClient['listTools']>>['tools'][number];

const acceptedOf = ({
  name,
  description = '',
  inputSchema,
  annotations,
}: Offered): AcceptedMcpTool => {
  const parameters = { ...inputSchema } as Readonly<Record<string, unknown>>;
  return {
    ...{ name, description, parameters },
    effects: annotations?.readOnlyHint !== true,
    hash: hashOf({ name, description, parameters, annotations: annotations ?? null }),
  };
};
