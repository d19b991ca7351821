import type { RunningService } from '@deskstream/kernel';
import { hasCode, InfraError } from '@deskstream/kernel';
import type { WebhookSpool } from '@deskstream/port-webhook-spool';
import type { AddressInfo } from 'node:net';
import { createServer } from './http/server';
import type { IngressLimits, SpoolLimits } from './limits';
import { defaultLimits, defaultSpoolLimits } from './limits';
import { createCircuit } from './durable/circuit';
import { SpoolView } from './durable/spool-view';
import { spoolingWriter } from './durable/spooling-writer';
import { startDrainer } from './durable/start-drainer';
import { startAcknowledgementTally } from './acknowledgement-tally';
import { startRefusalTally } from './refusal-tally';
import type { IngressDeps } from './pipeline';

export type IngressOptions = Omit<IngressDeps, 'limits' | 'refusals' | 'write'> & {
  /** Where deliveries wait while the log is away; without it they are refused then. */
  readonly spool?: WebhookSpool;
  readonly spoolLimits?: Partial<SpoolLimits>;
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
  const { host = '127.0.0.1', port = 4010, trustedProxies = [], ...deps } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const refusals = startRefusalTally(deps);
  const acknowledgements = startAcknowledgementTally(deps);
  const spooling = startSpooling(options);
  const server = createServer(
    { ...deps, ...spooling?.writing, refusals, acknowledgements, limits },
    trustedProxies,
  );
  await server.listen({ host, port }).catch(async (error: unknown) => {
    await spooling?.drainer.stop();
    await Promise.all([refusals.stop(), acknowledgements.stop()]);
    throw cannotListen(error, host, port);
  });
  let stopping = false;
  const bound = (server.server.address() as AddressInfo).port;
  return {
    name: 'ingress',
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    ready: () =>
      stopping
        ? { ok: false, because: 'ingress is stopping' }
        : (spooling?.drainer.ready() ?? { ok: true }),
    stop: async () => {
      stopping = true;
      await server.close();
      await spooling?.drainer.stop();
      await Promise.all([refusals.stop(), acknowledgements.stop()]);
    },
  };
};

const startSpooling = (options: IngressOptions) => {
  const { spool, log, clock, telemetry, logger } = options;
  if (spool === undefined) return null;
  const limits = { ...defaultSpoolLimits, ...options.spoolLimits };
  const circuit = createCircuit({ clock, logger });
  const view = new SpoolView({ spool, clock, limits });
  const deps = { spool, log, clock, telemetry, logger, limits, circuit, view };
  return { drainer: startDrainer(deps), writing: { write: spoolingWriter(deps) } };
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
