import { hasCode } from '@deskstream/kernel';
import type { Doors } from './open-doors';
import { refuseOpenDoors } from './open-doors';

const HERE: Doors = { ACCESS: 'open', HOST: '127.0.0.1', CONSOLE_TRUSTED_PROXIES: [] };

const refusalOf = (doors: Doors): string => {
  try {
    refuseOpenDoors(doors);
    return '';
  } catch (error) {
    expect(hasCode(error, 'CONFIG.ACCESS_OPEN')).toBe(true);
    return (error as Error).message;
  }
};

describe('a console in which everybody is admin', () => {
  it.each(['127.0.0.1', 'localhost', '::1', '127.8.0.1'])('may be at %s', (HOST) => {
    expect(refusalOf({ ...HERE, HOST })).toBe('');
    expect(refusalOf({ ...HERE, HOST, PUBLIC_URL: 'http://localhost:4000' })).toBe('');
  });

  it.each(['0.0.0.0', '::', '10.0.0.7', 'desk.example.com', '127.0.0.1.example.com', ''])(
    'may not be at %j',
    (HOST) => {
      const told = refusalOf({ ...HERE, HOST });
      expect(told).toContain(`HOST=${HOST} lets others than this machine in`);
      expect(told).toContain('Set ACCESS=accounts, or HOST=127.0.0.1.');
    },
  );

  it('has no public address, and no proxy in front of it', () => {
    const PUBLIC_URL = 'https://desk.example.com';
    expect(refusalOf({ ...HERE, PUBLIC_URL })).toContain('leave out PUBLIC_URL');
    const CONSOLE_TRUSTED_PROXIES = ['10.0.0.0/8'];
    expect(refusalOf({ ...HERE, CONSOLE_TRUSTED_PROXIES })).toContain('CONSOLE_TRUSTED_PROXIES');
  });

  it('with accounts may be anywhere', () => {
    expect(refusalOf({ ...HERE, ACCESS: 'accounts', HOST: '0.0.0.0' })).toBe('');
  });
});
