import type { FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import { messageOf } from '@deskstream/kernel';
import type { RouteDeps } from '../deps';
import { customerRoutes } from './customer-routes';
import { deskRoutes } from './desk-routes';
import { HttpProblem } from './problem';
import { tryRoute } from './try-route';

const BODY_LIMIT = 32 * 1024;

/** Customers below `/v1`, from any site's pages; the adapter below `/api`. */
export const createServer = (deps: RouteDeps): FastifyInstance => {
  const server = Fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    trustProxy: deps.trustedProxies.length > 0 && [...deps.trustedProxies],
  });
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-content-type-options', 'nosniff');
    if (request.url.startsWith('/v1/'))
      reply.headers({
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'authorization, content-type, last-event-id',
        'access-control-max-age': '86400',
        'cache-control': 'no-store',
      });
    done();
  });
  server.setErrorHandler((error, _request, reply) => {
    const { status, code, message } = problemOf(error);
    if (status >= 500)
      deps.logger.error({ error: messageOf(error) }, 'a web-chat request failed unexpectedly');
    if (status === 429) reply.header('retry-after', '10');
    void reply
      .code(status)
      .type('application/problem+json')
      .send({ type: 'about:blank', title: code, status, code, detail: message });
  });
  server.get('/widget.js', (_request, reply) => {
    if (deps.widget === null)
      throw new HttpProblem(404, 'WEB_CHAT.NOT_BUILT', 'The widget is not built: npm run build.');
    return reply
      .headers({ 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' })
      .type('text/javascript; charset=utf-8')
      .send(deps.widget);
  });
  tryRoute(server, deps);
  customerRoutes(server, deps);
  deskRoutes(server, deps);
  return server;
};

const problemOf = (error: unknown): HttpProblem => {
  if (error instanceof HttpProblem) return error;
  const status = statusOf(error);
  if (status === 413)
    return new HttpProblem(413, 'HTTP.TOO_LARGE', `A request has at most ${BODY_LIMIT} bytes.`);
  if (status === 415)
    return new HttpProblem(415, 'HTTP.MEDIA_TYPE', 'Send JSON, as content-type application/json.');
  return status >= 400 && status < 500
    ? new HttpProblem(status, 'HTTP.MALFORMED', 'The request is not well-formed.')
    : new HttpProblem(503, 'WEB_CHAT.UNAVAILABLE', 'Not now. Send the same again later.');
};

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error
    ? Number(error.statusCode)
    : 500;
