import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { BlockList, isIP } from 'node:net';
import { InfraError } from '@deskstream/kernel';
import type { Dispatcher } from 'undici';
import { Agent } from 'undici';
import type { PoolOptions } from './pool';

/** Whether an address belongs to the machine, its network or nobody: nothing that a stranger's URL may reach. */
export const isPrivateAddress = (address: string): boolean => {
  const plain = address.replace(/^\[|\]$/g, '');
  const family = isIP(plain);
  if (family === 0) return false;
  return NOT_PUBLIC.check(plain, family === 6 ? 'ipv6' : 'ipv4');
};

/**
 * As `httpPool`, for addresses that people write down. The name is resolved when the connection is
 * made, and that very address is judged, so that a name that changes its address in between gains
 * nothing. `HTTP.PRIVATE_ADDRESS` where it is not public.
 */
export const guardedPool = ({
  timeoutMs = 20_000,
  connectTimeoutMs = 5_000,
}: PoolOptions = {}): Dispatcher =>
  new Agent({
    connect: { timeout: connectTimeoutMs, lookup: publicLookup },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    pipelining: 1,
  });

/** An address in the URL itself is never looked up; callers ask this before they send. */
export const privateHost = (url: URL): boolean => isPrivateAddress(url.hostname);

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    const refused = addresses.find(({ address }) => isPrivateAddress(address));
    if (refused !== undefined) return callback(privateAddress(hostname), '', 0);
    if (options.all === true) return (callback as unknown as AllCallback)(null, addresses);
    const [first = { address: '', family: 0 }] = addresses;
    callback(null, first.address, first.family);
  });
};

type AllCallback = (error: Error | null, addresses: readonly LookupAddress[]) => void;

const privateAddress = (hostname: string): InfraError =>
  new InfraError(
    'HTTP.PRIVATE_ADDRESS',
    `${hostname} has an address that is not public. Allow private addresses for this server if that is meant.`,
    false,
  );

const NOT_PUBLIC = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv6');
