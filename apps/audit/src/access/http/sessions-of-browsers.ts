import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../access';
import { sessionTokenIn } from '../cookies';
import { isHttps } from './is-https';

/** Where browsers find the console, without a slash at the end. */
export const siteOf = (request: FastifyRequest, { publicUrl }: Access): string =>
  publicUrl ?? `${isHttps(request, publicUrl) ? 'https' : 'http'}://${request.host}`;

/** Ends the session that the browser has, if any; what the identity provider gave for it. */
export const endSession = async (
  request: FastifyRequest,
  { sessions, publicUrl }: Access,
): Promise<string | null> => {
  const token = sessionTokenIn(request.headers.cookie, isHttps(request, publicUrl));
  return token === undefined ? null : sessions.end(token);
};

export const setCookies = (reply: FastifyReply, cookies: readonly string[]): void => {
  if (cookies.length > 0) reply.header('set-cookie', [...cookies]);
};
