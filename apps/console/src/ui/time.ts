const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const exact = new Intl.DateTimeFormat(undefined, {
  ...{ year: 'numeric', month: 'short', day: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
});
const sameYear = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
const dayAndClock = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** How long ago within a day, else when: `just now`, `4 min ago`, `2 h ago`, `Nov 19, 7:05 PM`; last year's with their year. */
export const shortTime = (at: number, now: number): string => {
  const ago = now - at;
  if (ago < 0 || ago >= 86_400_000) return inYearOf(now, at) ? sameYear.format(at) : day.format(at);
  return ago < 60_000 ? 'just now' : `${duration(ago)} ago`;
};

const inYearOf = (now: number, at: number): boolean =>
  new Date(now).getFullYear() === new Date(at).getFullYear();

/** The time of day; with the day where it is another one than that of `before`. */
export const clockAfter = (at: number, before: number): string =>
  new Date(at).toDateString() === new Date(before).toDateString()
    ? clock.format(at)
    : dayAndClock.format(at);

export const clockTime = (at: number): string => clock.format(at);
export const dayAndTime = (at: number): string => day.format(at);

/** To the millisecond, as the log has it. */
export const exactTime = (at: number): string => exact.format(at);

/** `1.5 s`, `4 min`, `2 h`, `3 d`. */
export const duration = (ms: number): string => {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  return ms < 86_400_000 ? `${Math.round(ms / 3_600_000)} h` : `${Math.round(ms / 86_400_000)} d`;
};
