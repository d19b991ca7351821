import { describe, expect, it } from '@jest/globals';
import { rateLimitOf } from './check-rate.step';

const setUp = (perSecond: number) => {
  let now = 1_790_000_000_000;
  const limit = rateLimitOf({ now: () => now, sleep: () => Promise.resolve() }, perSecond);
  return {
    pass: (ms: number) => void (now += ms),
    allowed: (workspace: string, times: number) =>
      Array.from({ length: times }, () => limit(workspace)).filter((refusal) => refusal === null)
        .length,
    limit,
  };
};

describe('the rate of a workspace', () => {
  it('lets a burst of ten seconds pass, then refuses with 429 and says when to come back (S125)', () => {
    const { allowed, limit } = setUp(2);
    expect(allowed('acme', 30)).toBe(20);
    expect(limit('acme')).toMatchObject({
      status: 429,
      code: 'RATE.EXCEEDED',
      headers: { 'retry-after': '1' },
    });
  });

  it('comes back with time, and is each workspace’s own (S125)', () => {
    const { allowed, pass } = setUp(2);
    allowed('acme', 30);
    expect(allowed('globex', 1)).toBe(1);
    pass(1_500);
    expect(allowed('acme', 10)).toBe(3);
    pass(3_600_000);
    expect(allowed('acme', 30)).toBe(20);
  });

  it('is not lost when the clock goes back', () => {
    const { allowed, pass } = setUp(2);
    allowed('acme', 20);
    pass(-60_000);
    expect(allowed('acme', 1)).toBe(0);
    pass(500);
    expect(allowed('acme', 1)).toBe(1);
  });
});
