import { clockAfter, clockTime, dayAndTime, shortTime } from './time';

const now = new Date(2026, 10, 21, 19, 5).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a time, shortly', () => {
  it.each([
    [0, 'just now'],
    [4 * MINUTE, '4 min ago'],
    [3 * HOUR, '3 h ago'],
  ])('says how long ago within a day: %i ms', (ago, said) => {
    expect(shortTime(now - ago, now)).toBe(said);
  });

  it('says the day after that, and the year of another one', () => {
    expect(shortTime(now - 48 * HOUR, now)).toContain('19');
    expect(shortTime(now - 48 * HOUR, now)).not.toContain('2026');
    const lastYear = new Date(2025, 10, 21).getTime();
    expect(shortTime(lastYear, now)).toBe(dayAndTime(lastYear));
    expect(shortTime(now + HOUR, now)).not.toContain('ago');
  });
});

it('a time of day has its day where that is another one than before', () => {
  expect(clockAfter(now, now - HOUR)).toBe(clockTime(now));
  expect(clockAfter(now, now - 48 * HOUR)).toContain('21');
});
