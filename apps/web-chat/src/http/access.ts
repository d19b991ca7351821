import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { RouteDeps } from '../deps';
import { readToken } from '../session-token';
import type { ChatRef } from '../store/chat-store';
import { HttpProblem } from './problem';

export interface OfWorkspace {
  readonly workspace: string;
}

export const connectionFor = ({ settings }: RouteDeps, workspace: string): VendorConnection => {
  const connection = settings.connection(workspace, 'web-chat');
  if (connection === null)
    throw new HttpProblem(404, 'WEB_CHAT.UNKNOWN_WORKSPACE', 'The workspace has no web chat.');
  return connection;
};

/** The chat that the customer's token names. */
export const customerOf = (deps: RouteDeps, request: FastifyRequest): ChatRef => {
  const { workspace } = request.params as OfWorkspace;
  const conversation = readToken(
    connectionFor(deps, workspace),
    bearerOf(request),
    deps.clock.now(),
  );
  if (conversation === null)
    throw new HttpProblem(401, 'WEB_CHAT.SESSION_OVER', 'Begin a new session.');
  return { workspace, conversation };
};

/** Only Deskstream itself and who acts for a teammate has the connection's access token. */
export const admitDesk = (deps: RouteDeps, request: FastifyRequest): VendorConnection => {
  const connection = connectionFor(deps, (request.params as OfWorkspace).workspace);
  if (timingSafeEqual(hash(bearerOf(request)), hash(connection.accessToken))) return connection;
  throw new HttpProblem(401, 'WEB_CHAT.TOKEN', 'The access token is not that of the connection.');
};

const bearerOf = ({ headers }: FastifyRequest): string =>
  /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
