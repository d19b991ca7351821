import type { FastifyRequest } from 'fastify';

/** `protocol` is what a trusted proxy says, else how the request came in here. */
export const isHttps = (
  { protocol }: Pick<FastifyRequest, 'protocol'>,
  publicUrl: string | null,
): boolean => protocol === 'https' || (publicUrl?.startsWith('https://') ?? false);
