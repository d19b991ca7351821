import type { FastifyInstance } from 'fastify';
import type { ServiceHost } from '../lifecycle/service-host';
import type { Platform } from '../platform';
import { PROBLEM_JSON, notReady, stopping } from './problem';

const OWN = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Straight on Fastify, so that no global prefix, guard or filter of a service can hide them. New
 * requests of a process that is stopping are sent elsewhere.
 */
export const addPlatformRoutes = (
  server: FastifyInstance,
  { telemetry }: Pick<Platform, 'telemetry'>,
  host: ServiceHost,
  isStopping: () => boolean,
): void => {
  server.addHook('onRequest', async (request, reply) => {
    if (!isStopping() || OWN.has(pathOf(request.url))) return;
    return reply
      .code(503)
      .header('retry-after', '1')
      .header('connection', 'close')
      .type(PROBLEM_JSON)
      .send(stopping);
  });
  server.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
  server.get('/readyz', (_request, reply) => {
    const waitingFor = host.waitingFor();
    return waitingFor.length === 0
      ? reply.send(readyOf(host))
      : reply.code(503).type(PROBLEM_JSON).send(notReady(waitingFor));
  });
  server.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await telemetry.metricsText()),
  );
};

/** Notes are for people: a service that does its work in another way than usual. */
const readyOf = (host: ServiceHost) => {
  const notes = host.notes();
  return notes.length === 0 ? { status: 'ready' } : { status: 'ready', notes };
};

const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;
