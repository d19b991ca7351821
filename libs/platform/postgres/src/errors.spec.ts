import { isUnavailable, postgresError } from './errors';

describe('an error of the driver', () => {
  it.each([
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'Query read timeout',
    'timeout exceeded when trying to connect',
  ])('%j means that the connection is gone, and that the call may succeed later', (message) => {
    expect(postgresError(new Error(message), 'Reading the spool')).toMatchObject({
      code: 'POSTGRES.UNAVAILABLE',
      transient: true,
    });
  });

  it.each(['08006', '57P01', '53300', 'ECONNREFUSED'])('%s is an outage by its code', (code) => {
    expect(isUnavailable(Object.assign(new Error('x'), { code }))).toBe(true);
  });

  it('with a code that only a person can repair is not transient', () => {
    const error = Object.assign(new Error('x'), { code: '28P01' });
    expect(postgresError(error, 'Opening')).toMatchObject({
      code: 'POSTGRES.LOGIN',
      transient: false,
    });
  });

  it('of ours stays as it is', () => {
    const error = new TypeError('x is not a function');
    expect(postgresError(error, 'Opening')).toBe(error);
  });
});
