import { jest } from '@jest/globals';
import { paced } from './paced';

describe('a paced act', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const acting = () => {
    const acts: number[] = [];
    return { acts, ...paced((value: number) => acts.push(value), { times: 3, withinMs: 1_000 }) };
  };

  it('is done at once while it is done seldom', () => {
    const { acts, give } = acting();
    give(1);
    give(2);
    expect(acts).toEqual([1, 2]);
  });

  it('done too often waits, and is then done with the last value alone', () => {
    const { acts, give } = acting();
    for (let value = 1; value <= 100; value += 1) give(value);
    expect(acts).toEqual([1, 2, 3]);
    jest.advanceTimersByTime(1_000);
    expect(acts).toEqual([1, 2, 3, 100]);
  });

  it('is never done more often than allowed', () => {
    const { acts, give } = acting();
    for (let ms = 0; ms < 10_000; ms += 10) {
      give(ms);
      jest.advanceTimersByTime(10);
    }
    expect(acts.length).toBeLessThanOrEqual(33);
    expect(acts.length).toBeGreaterThan(20);
  });

  it('that was stopped is not done later', () => {
    const { acts, give, stop } = acting();
    for (let value = 1; value <= 5; value += 1) give(value);
    stop();
    jest.advanceTimersByTime(5_000);
    expect(acts).toEqual([1, 2, 3]);
  });
});
