import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { fieldsOf, listOf, textOf } from './payload';

export type IntercomRegion = 'us' | 'eu' | 'au';

/** Refreshed daily by Intercom, changed rarely (vendors/intercom.md §4). */
export const ipRangesUrl = (region: IntercomRegion): string =>
  `https://static.intercomcdn.com/intercom-ips/${region}/intercom-ip-ranges.json`;

/**
 * Addresses that webhooks come from, in CIDR notation: service `INTERCOM-OUTBOUND` of Intercom's list.
 * `null` when the list holds none that can be used: the last good one stays in force then (S119).
 */
export const outboundRanges = (list: unknown): readonly string[] | null => {
  const ranges = listOf(fieldsOf(list)['ip_ranges'])
    .map(fieldsOf)
    .filter((entry) => entry['service'] === 'INTERCOM-OUTBOUND')
    .map((entry) => textOf(entry['range']))
    .filter((range) => cidrOf(range) !== null);
  return ranges.length === 0 ? null : [...new Set(ranges)];
};

/** May a webhook come from this address? IPv4 addresses mapped into IPv6 count as themselves. */
export const allowedBy = (ranges: readonly string[]): ((address: string) => boolean) => {
  const list = new BlockList();
  for (const range of ranges) {
    const cidr = cidrOf(range);
    if (cidr !== null) list.addSubnet(cidr.address, cidr.bits, cidr.family);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    const family = familyOf(plain);
    return family !== null && list.check(plain, family);
  };
};

type Family = 'ipv4' | 'ipv6';

const familyOf = (address: string): Family | null => {
  if (isIPv4(address)) return 'ipv4';
  return isIPv6(address) ? 'ipv6' : null;
};

const cidrOf = (range: string) => {
  const [address = '', length, ...rest] = range.split('/');
  const family = familyOf(address);
  if (family === null || rest.length > 0) return null;
  const bits = bitsOf(length, family === 'ipv4' ? 32 : 128);
  return bits === null ? null : { address, bits, family };
};

/** A range of the whole internet is a broken list, not a range. */
const bitsOf = (length: string | undefined, most: number): number | null => {
  if (length === undefined) return most;
  const bits = /^\d{1,3}$/.test(length) ? Number(length) : 0;
  return bits >= 8 && bits <= most ? bits : null;
};
