import { request } from 'undici';
import { guardedPool, isPublicAddress, literalAddress, privateHost } from './index';

const PUBLIC = ['1.1.1.1', '8.8.8.8', '93.184.216.34', '172.32.0.1', '11.0.0.1'];
const PUBLIC_V6 = ['2606:4700::1111', '2606:4700:4700::1111'];

describe('addresses that a stranger’s URL may reach', () => {
  it.each([...PUBLIC, ...PUBLIC_V6])('include %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
    expect(privateHost(urlOf(address))).toBe(false);
  });

  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.0.1', '192.168.1.1', '169.254.169.254'],
    ...['100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1'],
    ...['::1', '::', 'fe80::1', 'fc00::1', 'fd00::1', 'fd12::1', 'ff02::1', '::ffff:127.0.0.1'],
    ...['::ffff:10.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1'],
  ])('do not include %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
    expect(privateHost(urlOf(address))).toBe(true);
  });

  it.each(['localhost', 'example.com', ''])('are none where %j is no address', (name) => {
    expect(isPublicAddress(name)).toBe(false);
  });

  it('are found in a URL however they are written there', () => {
    const hosts = ['http://[::1]/', 'http://0x7f.1/', 'http://2130706433/', 'http://017700000001/'];
    expect(hosts.map((url) => literalAddress(new URL(url).hostname))).toEqual([
      '::1',
      '127.0.0.1',
      '127.0.0.1',
      '127.0.0.1',
    ]);
    expect(literalAddress('help.acme.test')).toBeNull();
    expect(privateHost(new URL('http://help.acme.test/'))).toBe(false);
  });
});

describe('a pool for addresses that people write down', () => {
  const ask = async (...given: Parameters<typeof guardedPool>) => {
    const dispatcher = guardedPool(...given);
    try {
      return await request('http://localhost:9/', { dispatcher });
    } finally {
      await dispatcher.close();
    }
  };

  it('judges the address when the connection is made, whatever the name says', async () => {
    await expect(ask()).rejects.toMatchObject({ code: 'HTTP.PRIVATE_ADDRESS' });
  });

  it('connects to a host that may have any address', async () => {
    await expect(ask({ privateHosts: ['localhost'] })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it('tells a name that nobody knows as such', async () => {
    const error = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    const resolve = (_name: string, _options: object, done: (error: Error) => void) => done(error);
    await expect(ask({ resolve: resolve as never })).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});

function urlOf(address: string): URL {
  return new URL(`http://${address.includes(':') ? `[${address}]` : address}/`);
}
