import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import Fastify from 'fastify';
import type { Socket } from 'node:net';
import { messageOf } from '@deskstream/kernel';
import type { AcceptRequest } from '../accept-request';
import type { IngressDeps } from '../pipeline';
import { acceptWebhook } from '../pipeline';
import type { AnswerStatus, HttpAnswer, Refusal } from '../problem';
import { problem } from '../problem';
import { tooLarge } from '../steps/check-limits.step';

interface Address {
  readonly vendor: string;
  readonly workspace: string;
}

/** Thin: raw bytes in, the pipeline's answer out. Every error is a problem document. */
export const createServer = (
  deps: IngressDeps,
  trustedProxies: readonly string[] = [],
): FastifyInstance => {
  const { limits } = deps;
  const accept = acceptWebhook(deps);
  const server = Fastify({
    bodyLimit: limits.bodyBytes,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.requestMs * 2,
    forceCloseConnections: 'idle',
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
    },
    frameworkErrors: (error, _request, reply) => {
      send(reply as unknown as Reply, problem(refusalOf(error, deps)));
    },
    clientErrorHandler: (error, socket) => answerRaw(refusalOfParser(error.code), socket),
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  server.setErrorHandler((error: FastifyError, _request, reply) => {
    const refusal = refusalOf(error, deps);
    deps.telemetry.count('deskstream.webhooks.refused', 1, { code: refusal.code });
    send(reply, problem(refusal));
  });
  server.setNotFoundHandler((_request, reply) => send(reply, problem(NO_SUCH_ADDRESS)));
  server.all<{ Params: Address }>('/webhooks/:vendor/:workspace', async (request, reply) => {
    send(reply, await accept(requestOf(request, request.params)));
    return reply;
  });
  // Front's rules sign otherwise than its applications, in the same header: they post here.
  server.all<{ Params: Pick<Address, 'workspace'> }>(
    '/webhooks/front/:workspace/rule',
    async (request, reply) => {
      send(reply, await accept(requestOf(request, { ...request.params, vendor: 'front' })));
      return reply;
    },
  );
  return server;
};

const EMPTY = new Uint8Array();

const requestOf = (request: FastifyRequest, { vendor, workspace }: Address): AcceptRequest => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return {
    vendor,
    workspace,
    method: request.method,
    url: request.url,
    headers,
    remoteAddress: request.ip,
    body: Buffer.isBuffer(request.body) ? request.body : EMPTY,
  };
};

/** What Fastify's replies have in common, whatever their route's types. */
interface Reply {
  code(status: AnswerStatus): unknown;
  headers(values: Record<string, string>): unknown;
  send(body?: unknown): unknown;
}

const send = (reply: Reply, { status, headers, body }: HttpAnswer): void => {
  reply.code(status);
  reply.headers({ ...headers });
  reply.send(body);
};

const NO_SUCH_ADDRESS: Refusal = {
  status: 404,
  code: 'ADDRESS.UNKNOWN',
  detail: 'Webhook addresses look like /webhooks/intercom/<workspace>.',
};

const refusalOf = (error: FastifyError, { limits, logger }: IngressDeps): Refusal => {
  if (error.statusCode === 413) return tooLarge(limits.bodyBytes);
  if (error.statusCode === 415)
    return {
      status: 415,
      code: 'BODY.CONTENT_TYPE',
      detail: 'The Content-Type must be application/json.',
    };
  if (error.statusCode !== undefined && error.statusCode < 500)
    return {
      status: 400,
      code: 'HTTP.MALFORMED',
      detail: `The request is not well-formed (${error.code}).`,
    };
  logger.error(
    { error: messageOf(error), code: error.code },
    'a webhook request failed unexpectedly',
  );
  return {
    status: 500,
    code: 'INTERNAL',
    detail: 'The request failed unexpectedly. Send it again later.',
  };
};

/** Errors of the HTTP parser, before there is a request. */
const refusalOfParser = (code: string | undefined): Refusal => {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return { status: 408, code: 'HTTP.TOO_SLOW', detail: 'The request took too long to arrive.' };
  if (code === 'HPE_HEADER_OVERFLOW')
    return { status: 431, code: 'HTTP.HEADERS_TOO_LARGE', detail: 'The headers are too large.' };
  return { status: 400, code: 'HTTP.MALFORMED', detail: 'The request is not well-formed HTTP.' };
};

const answerRaw = (refusal: Refusal, socket: Socket): void => {
  if (!socket.writable) return void socket.destroy();
  const { status, headers, body } = problem(refusal);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = `content-length: ${Buffer.byteLength(body)}\r\n`;
  socket.end(
    `HTTP/1.1 ${status} Refused\r\n${lines.join('')}${length}connection: close\r\n\r\n${body}`,
  );
};
