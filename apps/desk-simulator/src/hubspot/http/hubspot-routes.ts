import type { FastifyInstance } from 'fastify';
import type { HubspotWorkspace } from '../hubspot';
import { hubspotApiRoutes } from './api-routes';
import { hubspotControlRoutes } from './control-routes';
import { hubspotPageRoutes } from './page-routes';

/** Everything under `/hubspot`. */
export const hubspotRoutes = (
  server: FastifyInstance,
  accounts: ReadonlyMap<string, HubspotWorkspace>,
): void => {
  hubspotPageRoutes(server, accounts);
  hubspotControlRoutes(server, accounts);
  hubspotApiRoutes(server, accounts);
};
