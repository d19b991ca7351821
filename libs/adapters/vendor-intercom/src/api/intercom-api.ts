import type { EpochMs } from '@deskstream/kernel';
import type { VendorApi } from '@deskstream/port-vendor';
import type { IntercomOptions } from './client';
import { openClient } from './client';
import { ownership } from './ownership';
import { perform } from './perform';
import { readBack } from './read-back';

export interface IntercomApiOptions extends IntercomOptions {
  /** How far the vendor's clock may be behind ours when an effect is looked for. Default 120 000. */
  readonly clockSkewMs?: number;
}

/** Also releases its connections. */
export type IntercomApi = VendorApi & { close(): Promise<void> };

export const createIntercomApi = (options: IntercomApiOptions = {}): IntercomApi => {
  const { clockSkewMs = 120_000 } = options;
  const client = openClient(options);
  return {
    vendor: 'intercom',
    perform: (command, connection, signal) => perform(client.session(connection, signal), command),
    readBack: (command, connection, { since, exclude }, signal) =>
      readBack(client.session(connection, signal), command, {
        notBefore: wholeSeconds(since - clockSkewMs),
        exclude,
      }),
    ownership: (conversation, connection, signal) =>
      ownership(client.session(connection, signal), conversation),
    close: () => client.close(),
  };
};

/** The vendor's times have no milliseconds. */
const wholeSeconds = (at: EpochMs): EpochMs => Math.floor(at / 1000) * 1000;
