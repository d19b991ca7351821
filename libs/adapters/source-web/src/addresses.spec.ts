import { describe, expect, it } from '@jest/globals';
import { isPublicAddress, literalAddress } from './addresses';

describe('an address', () => {
  it.each(['8.8.8.8', '93.184.216.34', '2606:4700:4700::1111', '172.32.0.1', '11.0.0.1'])(
    '%s is of the internet',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1'],
    ...['::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:127.0.0.1'],
    ...['::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', 'localhost', ''],
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('is found in a URL however it is written there', () => {
    const hosts = ['http://[::1]/', 'http://0x7f.1/', 'http://2130706433/', 'http://017700000001/'];
    expect(hosts.map((url) => literalAddress(new URL(url).hostname))).toEqual([
      '::1',
      '127.0.0.1',
      '127.0.0.1',
      '127.0.0.1',
    ]);
    expect(literalAddress('help.acme.test')).toBeNull();
  });
});
