import { expect, it } from '@jest/globals';
import type { Clock } from '@deskstream/kernel';
import { createRateLimits } from './rate-limits';

const limitsAt = (limits: { perTenSeconds: number; perDay: number; searchesPerSecond: number }) => {
  let now = 1_790_000_000_000;
  const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
  const rates = createRateLimits(limits, clock);
  return {
    take: (search = false) => (rates.take(search)?.body as { policyName?: string })?.policyName,
    remaining: () => rates.headers()['x-hubspot-ratelimit-remaining'],
    pass: (ms: number) => (now += ms),
  };
};

const PLENTY = { perTenSeconds: 100, perDay: 1000, searchesPerSecond: 5 };

it('lets a request through as soon as the oldest of the window is ten seconds old', () => {
  const { take, pass, remaining } = limitsAt({ ...PLENTY, perTenSeconds: 2 });
  take();
  pass(6000);
  take();
  expect(take()).toBe('TEN_SECONDLY_ROLLING');
  pass(4000);
  expect(remaining()).toBe('1');
  expect([take(), take()]).toEqual([undefined, 'TEN_SECONDLY_ROLLING']);
});

it('counts searches apart, by the second', () => {
  const { take, pass } = limitsAt({ ...PLENTY, searchesPerSecond: 1 });
  expect([take(true), take(true), take()]).toEqual([undefined, 'SECONDLY', undefined]);
  pass(1000);
  expect(take(true)).toBeUndefined();
});

it('keeps the daily limit until the next day', () => {
  const { take, pass } = limitsAt({ ...PLENTY, perDay: 1 });
  expect([take(), take()]).toEqual([undefined, 'DAILY']);
  pass(86_400_000);
  expect(take()).toBeUndefined();
});
