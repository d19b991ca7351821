import type { VendorApi } from '@deskstream/port-vendor';
import type { FrontOptions } from './client';
import { openClient } from './client';
import { ownership } from './ownership';
import { perform } from './perform';
import { readBack } from './read-back';

export interface FrontApiOptions extends FrontOptions {
  /** How far the vendor's clock may be behind ours when an effect is looked for. Default 120 000. */
  readonly clockSkewMs?: number;
}

/** Also releases its connections. */
export type FrontApi = VendorApi & { close(): Promise<void> };

export const createFrontApi = (options: FrontApiOptions = {}): FrontApi => {
  const { clockSkewMs = 120_000 } = options;
  const client = openClient(options);
  return {
    vendor: 'front',
    perform: (command, connection, signal) => perform(client.session(connection, signal), command),
    readBack: (command, connection, { since, exclude }, signal) =>
      readBack(client.session(connection, signal), command, {
        notBefore: since - clockSkewMs,
        exclude,
      }),
    ownership: (conversation, connection, signal) =>
      ownership(client.session(connection, signal), conversation),
    close: () => client.close(),
  };
};
