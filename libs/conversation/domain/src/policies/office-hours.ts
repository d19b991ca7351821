import type { OfficeHours } from '../settings';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Is somebody there at this moment? A range that ends at `24:00` ends with the day. */
export const isOpenAt = ({ timeZone, weekly, closedOn }: OfficeHours, at: number): boolean => {
  const { day, date, time } = localTime(timeZone, at);
  if (closedOn.includes(date)) return false;
  return weekly.some((range) => range.day === day && range.from <= time && time < range.to);
};

const localTime = (timeZone: string, at: number) => {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return {
    day: DAYS.indexOf(part('weekday')),
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
};

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = madeFormat(timeZone);
  formats.set(timeZone, format);
  return format;
};

/** A zone that does not exist is refused where settings are made; here it counts as UTC. */
const madeFormat = (timeZone: string): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, ...FIELDS });
  } catch {
    return new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...FIELDS });
  }
};

const FIELDS = {
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;
