import type { RunningService } from '@deskstream/kernel';
import { hasCode, InfraError } from '@deskstream/kernel';
import type { AddressInfo } from 'node:net';
import { createServer } from './http/server';
import type { IngressLimits } from './limits';
import { defaultLimits } from './limits';
import { startRefusalTally } from './refusal-tally';
import type { IngressDeps } from './pipeline';

export type IngressOptions = Omit<IngressDeps, 'limits' | 'refusals'> & {
  readonly limits?: Partial<IngressLimits>;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 4010; 0 takes any free port. */
  readonly port?: number;
  /** Addresses (CIDR) of the proxies in front, whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustedProxies?: readonly string[];
};

export interface RunningIngress extends RunningService {
  /** Base address, as in `http://127.0.0.1:4010`. */
  readonly url: string;
}

/** Rejects with `INGRESS.PORT_TAKEN` or `INGRESS.CANNOT_LISTEN`. */
export const startIngress = async (options: IngressOptions): Promise<RunningIngress> => {
  const { host = '127.0.0.1', port = 4010, limits, trustedProxies = [], ...deps } = options;
  const refusals = startRefusalTally(deps);
  const server = createServer(
    { ...deps, refusals, limits: { ...defaultLimits, ...limits } },
    trustedProxies,
  );
  await server.listen({ host, port }).catch(async (error: unknown) => {
    await refusals.stop();
    throw cannotListen(error, host, port);
  });
  let stopping = false;
  const bound = (server.server.address() as AddressInfo).port;
  return {
    name: 'ingress',
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    ready: () => (stopping ? { ok: false, because: 'ingress is stopping' } : { ok: true }),
    stop: async () => {
      stopping = true;
      await server.close();
      await refusals.stop();
    },
  };
};

const cannotListen = (error: unknown, host: string, port: number): InfraError =>
  hasCode(error, 'EADDRINUSE')
    ? new InfraError(
        'INGRESS.PORT_TAKEN',
        `Port ${port} on ${host} is taken by another process. Stop it, or set INGRESS_PORT to a free one.`,
        false,
        error,
      )
    : new InfraError(
        'INGRESS.CANNOT_LISTEN',
        `Cannot listen on ${host}:${port}. Check HOST and INGRESS_PORT.`,
        false,
        error,
      );
