import type { CallResult, VendorCommand } from '@deskstream/port-vendor';
import type { HubspotApi } from '../api/hubspot-api';
import { createHubspotApi } from '../api/hubspot-api';
import { NOW, THREAD, thread } from './bodies';
import type { StubHubspot } from './stub-hubspot';
import { startStub } from './stub-hubspot';

export const go = new AbortController().signal;
export const THREADS = '/conversations/v3/conversations/threads';
export const MESSAGES = `${THREADS}/${THREAD}/messages`;

/** A HubSpot with one thread, and the adapter that is connected to it. */
export interface ConnectedHubspot extends StubHubspot {
  readonly api: HubspotApi;
  perform(command: VendorCommand): Promise<CallResult>;
}

export const connectHubspot = async (): Promise<ConnectedHubspot> => {
  const stub = await startStub();
  const api = createHubspotApi({
    timeoutMs: 2_000,
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
  });
  stub.on(`GET ${THREADS}/${THREAD}`, 200, thread());
  return {
    ...stub,
    api,
    perform: (command) => api.perform(command, stub.connection, go),
    close: async () => {
      await api.close();
      await stub.close();
    },
  };
};
