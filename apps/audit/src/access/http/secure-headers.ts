import { PROBLEM_JSON } from '@deskstream/platform-nest';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isHttps } from './is-https';

/** Of every answer of the API: nothing in it is a page. */
const API_CSP = "default-src 'none'; frame-ancestors 'none'";

/** Of the pages of the console. React Aria sets styles on elements. */
export const PAGE_CSP = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** On every answer; the pages of the console have a content security policy of their own. */
export const secureHeaders = (fastify: FastifyInstance): void => {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    });
    if (isHttps(request, null)) reply.header('strict-transport-security', 'max-age=31536000');
    if (request.url.startsWith('/api/'))
      reply.headers({ 'cache-control': 'no-store', 'content-security-policy': API_CSP });
    if (isFromOutside(request) && INSIDE.has(pathOf(request.url))) notHere(reply);
    else done();
  });
};

/** For Prometheus and Kubernetes, which ask directly. */
const INSIDE: ReadonlySet<string> = new Set(['/metrics', '/readyz']);

const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;

/** It came through a proxy that is trusted to say so. */
const isFromOutside = ({ ips = [] }: FastifyRequest): boolean => ips.length > 1;

const notHere = (reply: FastifyReply): void =>
  void reply.code(404).type(PROBLEM_JSON).send({
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    detail: 'This is answered inside only: ask the service itself, not the proxy in front of it.',
  });
