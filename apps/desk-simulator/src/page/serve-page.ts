import type { FastifyInstance } from 'fastify';
import shared from './shared.html';

/** One look and one script for all simulated desks: {@link shared} takes the place of a page's mark. */
export const servePage = (server: FastifyInstance, path: string, page: string): void => {
  const html = page.replace('<!-- what the desks share -->', () => shared);
  server.get(path, (_request, reply) => reply.type('text/html; charset=utf-8').send(html));
};

export interface DeskChange {
  readonly workspace: string;
  readonly conversation: string | null;
}

/** Subscribes to every workspace; each answer ends one subscription. */
export type Subscribe = (told: (change: DeskChange) => void) => readonly (() => void)[];

/** A server-sent event for each change, as long as the page listens. */
export const streamChanges = (
  server: FastifyInstance,
  path: string,
  subscribe: Subscribe,
): void => {
  server.get(path, (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    raw.write('retry: 1000\n\n');
    const leave = subscribe((change) => raw.write(`data: ${JSON.stringify(change)}\n\n`));
    request.raw.on('close', () => leave.forEach((stop) => stop()));
  });
};
