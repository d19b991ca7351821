import { isLoopbackAddress, isLoopbackHost, isSameOrigin } from './same-origin';

const post = { method: 'POST', host: 'desk.example', origin: undefined, fetchSite: undefined };

describe('a request that changes something', () => {
  it.each([
    ['the console says so', { fetchSite: 'same-origin' }, true],
    ['another site', { fetchSite: 'cross-site' }, false],
    [
      'a sibling of the same site',
      { fetchSite: 'same-site', origin: 'https://desk.example' },
      false,
    ],
    ['the same origin in an older browser', { origin: 'https://desk.example' }, true],
    ['another origin in an older browser', { origin: 'https://evil.example' }, false],
    ['a frame without an origin', { origin: 'null' }, false],
    ['a program with a cookie', {}, false],
  ])('with a cookie, from %s: %s', (_, said, is) => {
    expect(isSameOrigin({ ...post, ...said }, { byCookie: true })).toBe(is);
  });

  it('may come from a program that brings no cookie', () => {
    expect(isSameOrigin(post, { byCookie: false })).toBe(true);
  });

  it('is told from one that only reads', () => {
    const read = { ...post, method: 'GET', fetchSite: 'cross-site' };
    expect(isSameOrigin(read, { byCookie: true })).toBe(true);
  });
});

describe('this machine', () => {
  it.each(['localhost:4000', '127.0.0.1', '127.0.0.1:80', '[::1]:4000'])('is %s', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  it.each(['desk.example', 'localhost.evil.example', '127.0.0.1.evil.example', undefined])(
    'is not %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(false);
    },
  );

  it('is told by the address it is bound to', () => {
    expect(['127.0.0.1', 'localhost', '::1'].every(isLoopbackAddress)).toBe(true);
    expect(['0.0.0.0', '::', '10.0.0.1'].some(isLoopbackAddress)).toBe(false);
  });
});
