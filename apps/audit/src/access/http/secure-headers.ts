import type { FastifyInstance } from 'fastify';
import { isHttps } from './is-https';

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
      reply.headers({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      });
    done();
  });
};
