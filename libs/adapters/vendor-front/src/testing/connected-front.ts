import type { VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import type { FrontApi, FrontApiOptions } from '../api/front-api';
import { createFrontApi } from '../api/front-api';
import type { FrontServer } from './front-server';
import { startFrontServer } from './front-server';

export const NOW = 1_790_000_000_000;
export const go = new AbortController().signal;
export const clock = { now: () => NOW, sleep: () => Promise.resolve() };

/** A Front that answers what a test tells it to, and the adapter that is connected to it. */
export interface ConnectedFront extends FrontServer {
  readonly api: FrontApi;
  readonly connection: VendorConnection;
  perform(command: VendorCommand): ReturnType<FrontApi['perform']>;
}

export const connectFront = async (options: FrontApiOptions = {}): Promise<ConnectedFront> => {
  const server = await startFrontServer();
  const api = createFrontApi({ clock, ...options });
  const connection = connectionTo(server);
  return {
    ...server,
    api,
    connection,
    perform: (command) => api.perform(command, connection, go),
    close: async () => {
      await api.close();
      await server.close();
    },
  };
};

export const connectionTo = ({ url }: FrontServer): VendorConnection => ({
  workspace: 'acme',
  vendor: 'front',
  apiBaseUrl: url,
  accessToken: 'secret-token',
  aiTeammateId: 'tea_9',
  signingSecrets: [],
});

/** The body of an answer that says no. */
export const error = (status: number, title: string, message = 'No.') => ({
  _error: { status, title, message },
});
