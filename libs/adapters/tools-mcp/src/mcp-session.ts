import type { MCPClient } from '@ai-sdk/mcp';
import { createMCPClient } from '@ai-sdk/mcp';
import { InfraError, messageOf } from '@deskstream/kernel';
import type { Pools } from '@deskstream/platform-tools';
import { refusalOf, withAuth, withoutSecret } from '@deskstream/platform-tools';
import type { McpToolServer } from '@deskstream/port-settings';
import type { RequestInit } from 'undici';
import { fetch } from 'undici';
import { bounded } from './bounded';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 65_536;
/** JSON and protocol around the texts. */
const OVERHEAD_BYTES = 1_048_576;

/**
 * One connection to a server, for one piece of work. Rejects with `TOOL.HOST_REFUSED`,
 * `TOOL.PRIVATE_ADDRESS` or `TOOL.UNREACHABLE` before anything was asked of a tool.
 */
export const withSession = async <T>(
  { pools, server, headers = {} }: SessionOptions,
  signal: AbortSignal,
  use: (client: MCPClient, ends: AbortSignal) => Promise<T>,
): Promise<T> => {
  const target = withAuth(server.auth, { url: new URL(server.url), headers });
  const refusal = refusalOf(server, server.url, target.url);
  if (refusal !== null) throw new InfraError(refusal.code, refusal.because, false);
  const ends = AbortSignal.any([signal, AbortSignal.timeout(server.timeoutMs ?? TIMEOUT_MS)]);
  const client = await opened({ pools, server, target, ends });
  try {
    return await use(client, ends);
  } finally {
    await client.close().catch(() => undefined);
  }
};

export interface SessionOptions {
  readonly pools: Pools;
  readonly server: McpToolServer;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Opening {
  readonly pools: Pools;
  readonly server: McpToolServer;
  readonly target: ReturnType<typeof withAuth>;
  readonly ends: AbortSignal;
}

const opened = async ({ pools, server, target, ends }: Opening): Promise<MCPClient> => {
  const dispatcher = pools.for(server);
  const most = (server.maxResponseBytes ?? MAX_BYTES) + OVERHEAD_BYTES;
  try {
    return await createMCPClient({
      clientName: 'deskstream',
      protocolVersionDiscovery: false,
      maxRetries: 0,
      initializationOptions: { signal: ends },
      transport: {
        type: 'http',
        url: target.url.href,
        headers: { ...target.headers },
        redirect: 'error',
        fetch: (async (url: string, init: RequestInit) =>
          bounded(
            await fetch(url, { ...init, dispatcher, redirect: 'error' }),
            most,
          )) as unknown as typeof globalThis.fetch,
      },
    });
  } catch (error) {
    const because = withoutSecret(server.auth, messageOf(error)).slice(0, 300);
    throw new InfraError('TOOL.UNREACHABLE', `MCP server ${server.name}: ${because}`, true, error);
  }
};
