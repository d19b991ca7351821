import type { FastifyRequest } from 'fastify';

/** A proxy that ends TLS says so; who lies only spoils a cookie of their own. */
export const isHttps = (
  { protocol, headers }: Pick<FastifyRequest, 'protocol' | 'headers'>,
  publicUrl: string | null,
): boolean =>
  protocol === 'https' ||
  headers['x-forwarded-proto'] === 'https' ||
  (publicUrl?.startsWith('https://') ?? false);
