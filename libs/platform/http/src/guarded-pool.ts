import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { InfraError } from '@deskstream/kernel';
import type { Dispatcher } from 'undici';
import { Agent } from 'undici';
import type { PoolOptions } from './pool';
import { isPublicAddress } from './public-addresses';

export interface GuardOptions extends PoolOptions {
  /** Hosts that may have any address. */
  readonly privateHosts?: readonly string[];
  /** Bytes of an answer at most; none without it. */
  readonly maxResponseSize?: number;
  /** How names are resolved. Default: as the machine does. */
  readonly resolve?: LookupFunction;
}

/**
 * As `httpPool`, for addresses that people write down: connects to public addresses only. The name is
 * resolved once, by the connection itself, and that very address is judged: there is no second look-up
 * that could answer otherwise. `HTTP.PRIVATE_ADDRESS` where it is not public.
 */
export const guardedPool = ({
  timeoutMs = 20_000,
  connectTimeoutMs = 5_000,
  privateHosts = [],
  maxResponseSize = -1,
  resolve = systemLookup,
}: GuardOptions = {}): Dispatcher =>
  new Agent({
    connect: {
      timeout: Math.min(timeoutMs, connectTimeoutMs),
      lookup: guarded(privateHosts, resolve),
    },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize,
    pipelining: 1,
  });

const systemLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, options, done);
};

const guarded =
  (privateHosts: readonly string[], resolve: LookupFunction): LookupFunction =>
  (hostname, options, done) => {
    resolve(hostname, options, (error, address, family) => {
      // A look-up that failed brings no address at all.
      if (error !== null) return done(error, address, family);
      const found = typeof address === 'string' ? [address] : address.map((each) => each.address);
      const isAllowed = privateHosts.includes(hostname) || found.every(isPublicAddress);
      if (isAllowed) done(null, address, family);
      else done(privateAddress(hostname), '', 0);
    });
  };

const privateAddress = (hostname: string): InfraError =>
  new InfraError(
    'HTTP.PRIVATE_ADDRESS',
    `${hostname} has an address that is not public. Allow private addresses for this server if that is meant.`,
    false,
  );
