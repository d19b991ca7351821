import type { FastifyInstance } from 'fastify';
import { connectPage } from '../../page/connect-page';
import desk from '../../page/page.html';
import type { FrontInstance } from '../instance';
import page from '../page/front.html';

/** The page at `/front/`, and `/front/_control/stream`: an SSE message for each change. */
export const frontPageRoutes = (
  server: FastifyInstance,
  instances: ReadonlyMap<string, FrontInstance>,
): void => {
  server.get('/front', (_request, reply) => reply.redirect('/front/'));
  server.get('/front/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page.replace('/* the look of the desk */', look)),
  );
  connectPage(server, '/front/connect', '/front/_control');
  server.get('/front/_control/stream', (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    raw.write('retry: 1000\n\n');
    const leave = [...instances.values()].map(({ company }) =>
      company.subscribe(({ conversation }) => {
        const change = { workspace: company.config.workspace, conversation };
        raw.write(`data: ${JSON.stringify(change)}\n\n`);
      }),
    );
    request.raw.on('close', () => leave.forEach((stop) => stop()));
  });
};

/** One look for all simulated desks: the style of the first one's page. */
const look = (): string => /<style>([\s\S]*?)<\/style>/.exec(desk)?.[1] ?? '';
