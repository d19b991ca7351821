import type { FastifyInstance } from 'fastify';
import connect from '../../page/connect.html';
import { servePage, streamChanges } from '../../page/serve-page';
import type { FrontInstance } from '../instance';
import page from '../page/front.html';

/** The page at `/front/`, and `/front/_control/stream`: an SSE message for each change. */
export const frontPageRoutes = (
  server: FastifyInstance,
  instances: ReadonlyMap<string, FrontInstance>,
): void => {
  server.get('/front', (_request, reply) => reply.redirect('/front/'));
  servePage(server, '/front/', page);
  servePage(server, '/front/connect', connect);
  streamChanges(server, '/front/_control/stream', (told) =>
    [...instances.values()].map(({ company }) => {
      const { workspace } = company.config;
      return company.subscribe(({ conversation }) => told({ workspace, conversation }));
    }),
  );
};
