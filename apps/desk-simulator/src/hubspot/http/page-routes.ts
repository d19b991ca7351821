import type { FastifyInstance } from 'fastify';
import connect from '../../page/connect.html';
import { servePage, streamChanges } from '../../page/serve-page';
import type { HubspotWorkspace } from '../hubspot';
import page from '../page/hubspot.html';

/** The page at `/hubspot/`, and `/hubspot/_control/stream`: an SSE message for each change. */
export const hubspotPageRoutes = (
  server: FastifyInstance,
  accounts: ReadonlyMap<string, HubspotWorkspace>,
): void => {
  server.get('/hubspot', (_request, reply) => reply.redirect('/hubspot/'));
  servePage(server, '/hubspot/', page);
  servePage(server, '/hubspot/connect', connect);
  streamChanges(server, '/hubspot/_control/stream', (told) =>
    [...accounts.values()].map(({ portal }) => {
      const { workspace } = portal.settings;
      return portal.subscribe(({ thread }) =>
        told({ workspace, conversation: thread?.id ?? null }),
      );
    }),
  );
};
