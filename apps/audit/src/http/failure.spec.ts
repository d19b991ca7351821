import { NotFoundException } from '@nestjs/common';
import { InfraError } from '@deskstream/kernel';
import { isToldTo, isUnexpected, loggedFailure } from './failure';

describe('a request that failed', () => {
  it('is unexpected where nobody wrote the error for people', () => {
    expect(isUnexpected(new TypeError('x is undefined'))).toBe(true);
    expect(isUnexpected(new NotFoundException('No session.'))).toBe(false);
    expect(isUnexpected(new InfraError('KAFKA.AWAY', 'no broker', true))).toBe(false);
  });

  it('is told to those who may read texts', () => {
    const principal = { kind: 'account', id: 'user_1', name: 'a', role: 'engineer' } as const;
    expect(isToldTo({ principal, masked: false })).toBe(true);
    expect(isToldTo({ principal: { ...principal, role: 'viewer' }, masked: true })).toBe(false);
    expect(isToldTo({ principal: null, masked: false })).toBe(false);
  });

  it('is logged by where it happened, without what it says', () => {
    const error = Object.assign(new Error('Ann wrote: help'), { code: '22P02' });
    const logged = loggedFailure(error, 'failure_1');
    expect(logged).toMatchObject({ reference: 'failure_1', error: 'Error', code: '22P02' });
    expect(logged.at).toContain('failure.spec');
    expect(JSON.stringify(logged)).not.toContain('Ann');
    expect(loggedFailure('thrown', 'failure_2')).toMatchObject({ error: 'no error', at: '' });
  });
});
