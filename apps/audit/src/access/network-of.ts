/**
 * Whom an address stands for when attempts are counted: an IPv4 address itself, of IPv6 the first 64
 * bits, because one line has all the addresses that begin so.
 */
export const networkOf = (address: string): string => {
  const [, mapped] = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  return address.includes(':') ? `${first64Of(address)}::/64` : address;
};

const first64Of = (address: string): string => {
  const [plain = ''] = address.toLowerCase().split('%');
  const [before = [], after = []] = plain.split('::').map((half) => half.split(':'));
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '') || '0')
    .join(':');
};
