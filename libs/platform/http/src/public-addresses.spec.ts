import { request } from 'undici';
import { guardedPool, isPrivateAddress } from './index';

describe('addresses that a stranger’s URL may reach', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['0.0.0.0', '224.0.0.1', '::1', '[::1]', '::', 'fd00::1', 'fe80::1'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::'],
  ])('do not include %s', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['1.1.1.1', '8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8', 'example.com'])(
    'may include %s',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );

  it('are judged when the connection is made, whatever the name says', async () => {
    const dispatcher = guardedPool();
    await expect(request('http://localhost:9/', { dispatcher })).rejects.toMatchObject({
      code: 'HTTP.PRIVATE_ADDRESS',
    });
    await dispatcher.close();
  });
});
