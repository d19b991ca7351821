import { rateLimitOf } from './rate-limit';

const limited = (perMinute: number) => {
  const time = { now: 0 };
  const { take } = rateLimitOf({ now: () => time.now }, perMinute);
  return { time, take, takeAll: (many: number) => Array.from({ length: many }, () => take('ann')) };
};

describe('how many requests one caller may send', () => {
  it('is a minute’s worth at once, and then one as each comes back', () => {
    const { time, take, takeAll } = limited(60);
    expect(takeAll(60).every((waitMs) => waitMs === 0)).toBe(true);
    expect(take('ann')).toBe(1_000);
    time.now += 1_000;
    expect([take('ann'), take('ann')]).toEqual([0, 1_000]);
  });

  it('is counted for each caller alone', () => {
    const { take, takeAll } = limited(2);
    takeAll(3);
    expect([take('ann') > 0, take('bob')]).toEqual([true, 0]);
  });

  it('never grows beyond a minute’s worth', () => {
    const { time, takeAll } = limited(2);
    takeAll(2);
    time.now += 3_600_000;
    expect(takeAll(3).filter((waitMs) => waitMs === 0)).toHaveLength(2);
  });

  it('is any number for 0', () => {
    expect(limited(0).takeAll(5)).toEqual([0, 0, 0, 0, 0]);
  });

  it('remembers no more callers than fit', () => {
    const { time, take } = limited(2);
    for (let caller = 0; caller < 10_000; caller += 1) take(`c${caller}`);
    time.now += 60_000;
    expect(take('one more')).toBe(0);
  });
});
