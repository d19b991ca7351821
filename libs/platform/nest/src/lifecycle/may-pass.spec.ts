import { InfraError } from '@deskstream/kernel';
import { mayPass } from './may-pass';

const withCode = (code: string): Error => Object.assign(new Error('broke'), { code });

describe('a start that failed', () => {
  it.each([
    ['a broker that is away', new InfraError('EVENT_LOG.UNAVAILABLE', 'away', true)],
    ['a refused connection', withCode('ECONNREFUSED')],
    ['PostgreSQL that is starting', withCode('57P03')],
    ['PostgreSQL that is stopped under the start', withCode('57P01')],
    ['PostgreSQL that crashed under the start', withCode('57P02')],
    ['a connection that broke', new Error('Connection terminated unexpectedly')],
    ['a cause below', new Error('cannot migrate', { cause: withCode('57P01') })],
  ])('may pass, given %s', (_, error) => expect(mayPass(error)).toBe(true));

  it.each([
    ['a wrong password', withCode('28P01')],
    ['a defect', new TypeError('x is not a function')],
    ['nothing that can be read', null],
  ])('does not pass by waiting, given %s', (_, error) => expect(mayPass(error)).toBe(false));
});
