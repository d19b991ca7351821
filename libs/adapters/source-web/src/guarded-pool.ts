import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import { Agent } from 'undici';
import { isPublicAddress } from './addresses';

export interface GuardOptions {
  readonly timeoutMs: number;
  /** Hosts that may have any address. */
  readonly privateHosts: readonly string[];
  /** How names are resolved. Default: as the machine does. */
  readonly resolve?: LookupFunction;
}

export const PRIVATE_ADDRESS = 'PRIVATE_ADDRESS';

/**
 * Connects to public addresses only. The name is resolved once, by the connection itself, and the socket
 * gets what was checked: there is no second look-up that could answer otherwise.
 */
export const guardedPool = ({ timeoutMs, privateHosts, resolve }: GuardOptions): Dispatcher =>
  new Agent({
    connect: { timeout: Math.min(timeoutMs, 5_000), lookup: guarded(privateHosts, resolve) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: MOST_BYTES,
    pipelining: 1,
  });

export const MOST_BYTES = 5_000_000;

const systemLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, options, done);
};

const guarded =
  (privateHosts: readonly string[], resolve: LookupFunction = systemLookup): LookupFunction =>
  (hostname, options, done) => {
    resolve(hostname, options, (error, address, family) => {
      const found = typeof address === 'string' ? [address] : address.map((each) => each.address);
      const isAllowed = privateHosts.includes(hostname) || found.every(isPublicAddress);
      if (error === null && !isAllowed) done(refusal(hostname), '', 0);
      else done(error, address, family);
    });
  };

const refusal = (hostname: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${hostname} has an address that is not of the public internet`), {
    code: PRIVATE_ADDRESS,
  });
