import type { Day, Unit, Value } from '@deskstream/conversation-metrics';

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const dayName = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const shortDay = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});

export const told = (value: Value, unit: Unit): string => {
  if (value === null) return '–';
  if (unit === 'share') return percent.format(value);
  return unit === 'ms' ? time(value) : value.toLocaleString();
};

/** `0.8 s`, `4 min 10 s`, `2 h 5 min`, `3 d 4 h`. */
const time = (ms: number): string => {
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const [big, small, size] = STEPS.find(([, , , under]) => ms < under) ?? DAYS;
  const whole = Math.floor(ms / size);
  const rest = Math.round((ms % size) / (size === DAYS[2] ? 3_600_000 : size / 60));
  return rest === 0 ? `${whole} ${big}` : `${whole} ${big} ${rest} ${small}`;
};

const DAYS = ['d', 'h', 86_400_000, Infinity] as const;
const STEPS = [['min', 's', 60_000, 3_600_000], ['h', 'min', 3_600_000, 86_400_000], DAYS] as const;

export const dayTold = (day: Day): string => dayName.format(new Date(`${day}T00:00:00Z`));
export const dayShort = (day: Day): string => shortDay.format(new Date(`${day}T00:00:00Z`));
