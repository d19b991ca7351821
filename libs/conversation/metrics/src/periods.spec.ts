import { beginOf, dayOf, isTimeZone, periodsOf, shifted } from './index';

describe('periods', () => {
  it('are the days of a time zone, also when its clock changes', () => {
    expect(dayOf(Date.UTC(2026, 9, 24, 23, 30), 'Europe/Berlin')).toBe('2026-10-25');
    expect(dayOf(Date.UTC(2026, 9, 25, 23, 30), 'Europe/Berlin')).toBe('2026-10-26');
    expect(dayOf(Date.UTC(2026, 9, 25, 3), 'America/New_York')).toBe('2026-10-24');
    expect(periodsOf('2026-10-24', '2026-10-26', 'day')).toHaveLength(3);
  });

  it('begin on Mondays and on the first of the month', () => {
    expect(beginOf('2026-11-22', 'week')).toBe('2026-11-16');
    expect(beginOf('2026-11-16', 'week')).toBe('2026-11-16');
    expect(periodsOf('2026-11-20', '2026-12-01', 'week')).toEqual([
      '2026-11-16',
      '2026-11-23',
      '2026-11-30',
    ]);
    expect(periodsOf('2025-12-31', '2026-03-01', 'month')).toEqual([
      '2025-12-01',
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
    ]);
    expect(shifted('2028-02-28', 1)).toBe('2028-02-29');
  });

  it('know time zones by name, and no offsets, whose sign servers read differently', () => {
    expect(
      ['UTC', 'Europe/Berlin', 'America/Argentina/Ushuaia', 'Etc/GMT+5'].map(isTimeZone),
    ).toEqual([true, true, true, true]);
    expect(['', '+02:00', 'GMT+2', 'Europe/Nowhere', "UTC'; --"].map(isTimeZone)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
