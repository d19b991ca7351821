import {
  browserCookie,
  flowCookie,
  flowStateIn,
  noSessionCookies,
  sessionCookie,
  sessionTokenIn,
} from './cookies';

describe('the cookies of the console', () => {
  it('are read by no script and sent by no other site', () => {
    expect(sessionCookie('t', false)).toBe(
      'deskstream_session=t; Path=/; HttpOnly; SameSite=Strict',
    );
    expect(browserCookie('t', false)).toContain('; HttpOnly; SameSite=Strict; Max-Age=15552000');
    expect(flowCookie('s', false)).toContain('; HttpOnly; SameSite=Lax; Max-Age=600');
  });

  it('behind https go over https alone, to this host alone', () => {
    for (const made of [sessionCookie('t', true), browserCookie('t', true), flowCookie('s', true)])
      expect(made).toMatch(/^__Host-.*; Path=\/; .*; Secure$/);
  });

  it('behind https count only when no neighbour could have set them', () => {
    const tossed = 'deskstream_session=theirs; deskstream_oidc=theirs';
    expect([sessionTokenIn(tossed, true), flowStateIn(tossed, true)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(sessionTokenIn(`${tossed}; __Host-deskstream_session=mine`, true)).toBe('mine');
  });

  it('are found among others, by the whole name', () => {
    const header = 'xdeskstream_session=a; deskstream_session=b; other=c';
    expect(sessionTokenIn(header, false)).toBe('b');
    expect([
      sessionTokenIn(undefined, false),
      sessionTokenIn('deskstream_session=', false),
    ]).toEqual([undefined, undefined]);
  });

  it('of both kinds go when one signs out', () => {
    expect(noSessionCookies()).toEqual([
      'deskstream_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
      '__Host-deskstream_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure',
    ]);
  });
});
