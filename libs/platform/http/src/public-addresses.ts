import { BlockList, isIP } from 'node:net';

/** An IP address that any machine of the internet could have. What is no address is none. */
export const isPublicAddress = (address: string): boolean => {
  const kind = isIP(address);
  if (kind === 4) return !SPECIAL_V4.check(address, 'ipv4');
  return kind === 6 && GLOBAL_V6.check(address, 'ipv6') && !SPECIAL_V6.check(address, 'ipv6');
};

/** The address in the host part of a URL, if it is one: `[::1]` is. */
export const literalAddress = (hostname: string): string | null => {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? null : bare;
};

/** A URL whose host is an address of the machine, its network or nobody. A name is judged when it is connected to. */
export const privateHost = ({ hostname }: URL): boolean => {
  const literal = literalAddress(hostname);
  return literal !== null && !isPublicAddress(literal);
};

/** Not of the public internet (IANA's special-purpose registries). */
const SPECIAL_V4 = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  SPECIAL_V4.addSubnet(net, prefix, 'ipv4');

/** Of IPv6 only what is handed out to the world, without what carries an IPv4 address inside. */
const GLOBAL_V6 = new BlockList();
GLOBAL_V6.addSubnet('2000::', 3, 'ipv6');
const SPECIAL_V6 = new BlockList();
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  SPECIAL_V6.addSubnet(net, prefix, 'ipv6');
