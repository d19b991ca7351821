export const INTERVALS = ['day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

/** A day as `YYYY-MM-DD`. */
export type Day = string;

/** First days of the periods that touch `from` to `to`, both included. Weeks begin on Monday. */
export const periodsOf = (from: Day, to: Day, interval: Interval): readonly Day[] => {
  const periods: Day[] = [];
  for (let day = beginOf(from, interval); day <= to; day = NEXT[interval](day)) periods.push(day);
  return periods;
};

/** First day of the period that holds `day`. */
export const beginOf = (day: Day, interval: Interval): Day => {
  if (interval === 'month') return `${day.slice(0, 7)}-01`;
  return interval === 'week' ? shifted(day, -((weekday(day) + 6) % 7)) : day;
};

/** The day of an instant in a time zone. */
export const dayOf = (at: number, timeZone: string): Day =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);

/** `days` later, or earlier. */
export const shifted = (day: Day, days: number): Day => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

/** A name that servers and browsers read alike; offsets are not among them. */
export const isTimeZone = (name: string): boolean => {
  if (name !== 'UTC' && !/^[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const NEXT: Readonly<Record<Interval, (day: Day) => Day>> = {
  day: (day) => shifted(day, 1),
  week: (day) => shifted(day, 7),
  month: (day) => `${shifted(day, 31).slice(0, 7)}-01`,
};

const weekday = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay();
