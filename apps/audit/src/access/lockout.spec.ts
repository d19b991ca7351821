import type { Failures } from './lockout';
import { attempted, NO_FAILURES, OF_ACCOUNT, succeeded } from './lockout';

const failed = (times: number, at: number): Failures => {
  let failures = NO_FAILURES;
  for (let time = 0; time < times; time += 1)
    failures = attempted(failures, Math.max(at, failures.blockedUntil), OF_ACCOUNT).after;
  return failures;
};

describe('attempts to sign in', () => {
  it('cost nothing while they are few', () => {
    expect(failed(OF_ACCOUNT.free - 1, 1_000).blockedUntil).toBe(1_000);
  });

  it('wait for twice as long after each further failure, up to the longest wait', () => {
    const delays = [0, 1, 2, 20].map((more) => {
      const { lastAt, blockedUntil } = failed(OF_ACCOUNT.free + more, 1_000);
      return blockedUntil - lastAt;
    });
    expect(delays).toEqual([30_000, 60_000, 120_000, OF_ACCOUNT.longestDelayMs]);
  });

  it('are refused while the wait lasts, and then count no further', () => {
    const before = failed(OF_ACCOUNT.free, 1_000);
    expect(attempted(before, 1_001, OF_ACCOUNT)).toEqual({ waitMs: 29_999, after: before });
  });

  it('that succeed are taken back, and those before them still count', () => {
    const before = failed(OF_ACCOUNT.free, 1_000);
    expect(succeeded(before, OF_ACCOUNT)).toMatchObject({ count: 4, blockedUntil: 0 });
    const more = failed(OF_ACCOUNT.free + 2, 1_000);
    expect(succeeded(more, OF_ACCOUNT)).toEqual({ ...more, count: OF_ACCOUNT.free + 1 });
    expect(succeeded(NO_FAILURES, OF_ACCOUNT)).toEqual(NO_FAILURES);
  });

  it('are forgotten after a while', () => {
    const before = failed(OF_ACCOUNT.free + 3, 1_000);
    const later = before.lastAt + OF_ACCOUNT.forgetMs + 1;
    expect(attempted(before, later, OF_ACCOUNT).after.count).toBe(1);
  });
});
