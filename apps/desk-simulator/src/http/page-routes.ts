import type { FastifyInstance } from 'fastify';
import { connectPage } from '../page/connect-page';
import page from '../page/page.html';
import type { Workspace } from '../workspace';

/** The page at `/`, and `/_control/stream`: an SSE message for each change, naming its conversation. */
export const pageRoutes = (
  server: FastifyInstance,
  workspaces: ReadonlyMap<string, Workspace>,
): void => {
  server.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  connectPage(server, '/connect', '/_control');
  server.get('/_control/stream', (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    raw.write('retry: 1000\n\n');
    const leave = [...workspaces.values()].map(({ desk }) =>
      desk.subscribe(({ conversation }) => {
        const change = {
          workspace: desk.config.workspace,
          conversation: conversation?.id ?? null,
        };
        raw.write(`data: ${JSON.stringify(change)}\n\n`);
      }),
    );
    request.raw.on('close', () => leave.forEach((stop) => stop()));
  });
};
