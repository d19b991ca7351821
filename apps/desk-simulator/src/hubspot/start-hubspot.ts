import type { FastifyInstance } from 'fastify';
import { noLogger, systemClock } from '@deskstream/kernel';
import { openDataFile } from '../data-file';
import { httpPost } from '../delivery/post';
import type { DeskSimulatorOptions } from '../start-desk-simulator';
import { hubspotRoutes } from './http/hubspot-routes';
import type { HubspotWorkspace, PortalSurroundings } from './hubspot';
import { openHubspot } from './hubspot';
import type { PortalState } from './model';

/** Opens the accounts and serves them under `/hubspot`; their state is kept in a file beside Intercom's. */
export const startHubspot = async (server: FastifyInstance, options: DeskSimulatorOptions) => {
  const accounts = new Map<string, HubspotWorkspace>();
  const { dataFile, hubspot = [] } = options;
  const states = (): Record<string, PortalState> =>
    Object.fromEntries([...accounts].map(([name, { portal }]) => [name, portal.state]));
  const file =
    dataFile === undefined || hubspot.length === 0
      ? null
      : await openDataFile<PortalState>(besideOf(dataFile), states);
  for (const each of hubspot) {
    const state = file?.saved[each.workspace];
    const account = openHubspot(each, { ...surroundingsOf(options), ...(state ? { state } : {}) });
    account.portal.subscribe(() => file?.changed());
    accounts.set(each.workspace, account);
  }
  hubspotRoutes(server, accounts);
  return {
    accounts: accounts as ReadonlyMap<string, HubspotWorkspace>,
    stop: async (): Promise<void> => {
      await Promise.all([...accounts.values()].map((account) => account.stop()));
      await file?.flush().catch(() => undefined);
    },
  };
};

const surroundingsOf = (options: DeskSimulatorOptions): PortalSurroundings => {
  const { clock = systemClock, logger = noLogger, post = httpPost, seed = 1, faults } = options;
  const firstId = options.firstId ?? Math.floor(clock.now() / 1000) * 1000;
  return { clock, logger, post, seed, firstId, ...(faults ? { faults } : {}) };
};

const besideOf = (path: string): string => `${path.replace(/\.json$/, '')}.hubspot.json`;
