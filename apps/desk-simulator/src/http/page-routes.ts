import type { FastifyInstance } from 'fastify';
import connect from '../page/connect.html';
import page from '../page/page.html';
import { servePage, streamChanges } from '../page/serve-page';
import type { Workspace } from '../workspace';

/** The page at `/`, the admin's at `/connect`, and `/_control/stream`: an SSE message for each change. */
export const pageRoutes = (
  server: FastifyInstance,
  workspaces: ReadonlyMap<string, Workspace>,
): void => {
  servePage(server, '/', page);
  servePage(server, '/connect', connect);
  streamChanges(server, '/_control/stream', (told) =>
    [...workspaces.values()].map(({ desk }) => {
      const { workspace } = desk.config;
      return desk.subscribe(({ conversation }) =>
        told({ workspace, conversation: conversation?.id ?? null }),
      );
    }),
  );
};
