import type { FastifyInstance } from 'fastify';
import { connectPage } from '../../page/connect-page';
import desk from '../../page/page.html';
import type { HubspotWorkspace } from '../hubspot';
import page from '../page/hubspot.html';

/** The page at `/hubspot/`, and `/hubspot/_control/stream`: an SSE message for each change. */
export const hubspotPageRoutes = (
  server: FastifyInstance,
  accounts: ReadonlyMap<string, HubspotWorkspace>,
): void => {
  server.get('/hubspot', (_request, reply) => reply.redirect('/hubspot/'));
  server.get('/hubspot/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page.replace('/* the look of the desk */', look)),
  );
  connectPage(server, '/hubspot/connect', '/hubspot/_control');
  server.get('/hubspot/_control/stream', (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    raw.write('retry: 1000\n\n');
    const leave = [...accounts.values()].map(({ portal }) =>
      portal.subscribe(({ thread }) => {
        const { workspace } = portal.settings;
        raw.write(`data: ${JSON.stringify({ workspace, conversation: thread?.id ?? null })}\n\n`);
      }),
    );
    request.raw.on('close', () => leave.forEach((stop) => stop()));
  });
};

/** One look for all simulated desks: the style of the first one's page. */
const look = (): string => /<style>([\s\S]*?)<\/style>/.exec(desk)?.[1] ?? '';
