import type { VendorCalls, VendorConnection } from '@deskstream/port-vendor';
import { aiActor } from '../actors';
import { paths } from '../api/paths';

/** What the checks and the gap finder read, told before they do. */
export const callsOf = (connection: VendorConnection): VendorCalls => {
  const { appId = '' } = connection;
  const actor = aiActor(connection);
  const webhooks = appId === '' ? [] : [paths.webhookSettings(appId), paths.subscriptions(appId)];
  return {
    verify: [
      get(paths.account),
      `POST ${paths.tokenInfo}`,
      ...(actor.startsWith('A-') ? [get(paths.actor(actor))] : []),
      get(paths.anyContact),
      get(paths.ticketPipelines),
      ...webhooks.map(get),
    ],
    compare: [THREADS, `${THREADS}/{id}`, `${THREADS}/{id}/messages`],
  };
};

const get = (path: string): string => `GET ${path.replace(/\?.*/, '')}`;

const THREADS = get(paths.threadsSince(''));
