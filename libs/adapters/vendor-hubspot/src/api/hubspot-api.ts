import { systemClock } from '@deskstream/kernel';
import type { ClientOptions } from '@deskstream/platform-http';
import { openPool } from '@deskstream/platform-http';
import type { VendorApi, VendorConnection } from '@deskstream/port-vendor';
import { ownershipOf, unreadable } from './ownership';
import { performWith } from './perform';
import { lookFor } from './read-back';
import { endedWith, isNotFound, openSession } from './session';

export interface HubspotApiOptions extends ClientOptions {
  /** How far the vendor's clock may be behind ours when an effect is looked for. Default 120 000. */
  readonly clockSkewMs?: number;
}

/** Also releases its connections. */
export type HubspotApi = VendorApi & { close(): Promise<void> };

/** Plain requests: the official SDK has no threads, no timeout, and repeats POSTs (vendors/hubspot.md §6). */
export const createHubspotApi = (options: HubspotApiOptions = {}): HubspotApi => {
  const { clock = systemClock, clockSkewMs = 120_000 } = options;
  const { dispatcher, close } = openPool(options);
  const open = (connection: VendorConnection, signal: AbortSignal) =>
    openSession({ dispatcher, clock }, connection, signal);

  return {
    vendor: 'hubspot',
    perform: (command, connection, signal) =>
      performWith(open(connection, signal), command).catch(endedWith),
    readBack: (command, connection, attempt, signal) => {
      const search = { notBefore: attempt.since - clockSkewMs, exclude: attempt.exclude };
      return lookFor(open(connection, signal), command, search).catch((error: unknown) =>
        isNotFound(error) ? { kind: 'absent' as const } : unreadable(endedWith(error)),
      );
    },
    ownership: (conversation, connection, signal) =>
      ownershipOf(open(connection, signal), conversation),
    close,
  };
};
