import { personOf } from './person-of';

describe('who the identity provider says somebody is', () => {
  it('is told by the subject; address and name are for showing', () => {
    expect(personOf({ sub: '42', email: 'ada@example.com', name: 'Ada' })).toEqual({
      subject: '42',
      email: 'ada@example.com',
      name: 'Ada',
    });
  });

  it.each([
    ['not verified', { email: 'admin@example.com', email_verified: false }],
    ['no address', { email: 'admin' }],
    ['no text', { email: 7 }],
    ['missing', {}],
  ])('is shown by the subject where the address is %s', (_, claims) => {
    expect(personOf({ sub: '42', ...claims })).toEqual({ subject: '42', email: '42', name: '42' });
  });

  it('holds nothing that cannot be stored, and is never endless', () => {
    const long = personOf({ sub: '42', email: `${'a'.repeat(400)}@b`, name: 'A\u0000da\n' });
    expect([long?.email.length, long?.name]).toEqual([320, 'Ada']);
  });

  it.each(['', 'a'.repeat(256), '4\u00002'])('is nobody with the subject %j', (sub) => {
    expect(personOf({ sub })).toBeNull();
  });
});
