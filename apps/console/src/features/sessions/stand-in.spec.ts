import { standInOf } from './stand-in';

describe('the stand-in help desk', () => {
  it('is where a connection reaches Intercom on this machine', () => {
    const front = { apiBaseUrl: 'https://api2.frontapp.com' };
    const demo = { apiBaseUrl: 'http://127.0.0.1:4020/intercom/demo' };
    expect(standInOf([front, demo])).toBe('http://127.0.0.1:4020');
  });

  it.each(['https://api.intercom.io', 'http://desk.internal:4020/intercom/demo', 'no address', ''])(
    'is not at %s',
    (apiBaseUrl) => {
      expect(standInOf([{ apiBaseUrl }])).toBeNull();
    },
  );
});
