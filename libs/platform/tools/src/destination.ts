import { guardedPool, httpPool, privateHost } from '@deskstream/platform-http';
import type { HttpToolServer, McpToolServer } from '@deskstream/port-settings';
import type { Dispatcher } from 'undici';

export type Server =
  Omit<HttpToolServer, 'operations' | 'baseUrl'> | Omit<McpToolServer, 'tools' | 'url'>;

/** Why a request must not go there; `null`: it may. */
export const refusalOf = (
  server: Server,
  base: string,
  url: URL,
): { readonly code: string; readonly because: string } | null => {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { code: 'TOOL.PROTOCOL', because: `${url.protocol} is not called` };
  if (!isAllowed(server, base, url))
    return { code: 'TOOL.HOST_REFUSED', because: `${url.host} is not among the allowed hosts` };
  return server.allowPrivateAddresses !== true && privateHost(url)
    ? { code: 'TOOL.PRIVATE_ADDRESS', because: `${url.host} is not a public address` }
    : null;
};

const isAllowed = ({ allowedHosts = [] }: Server, base: string, url: URL): boolean =>
  [new URL(base).host, ...allowedHosts].includes(url.host) &&
  url.username === '' &&
  url.password === '';

/** Connections of one process; `close` ends them. */
export const openPools = (): Pools => {
  const pools = { open: httpPool(), guarded: guardedPool() };
  return {
    for: ({ allowPrivateAddresses }) =>
      allowPrivateAddresses === true ? pools.open : pools.guarded,
    close: async () => {
      await Promise.all([pools.open.destroy(), pools.guarded.destroy()]);
    },
  };
};

export interface Pools {
  for(server: Pick<Server, 'allowPrivateAddresses'>): Dispatcher;
  close(): Promise<void>;
}
