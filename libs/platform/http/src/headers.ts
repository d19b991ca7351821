import type { EpochMs } from '@deskstream/kernel';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** First value of a header by its lower-case name; empty when it is absent. */
export const headerOf = (headers: Headers, name: string): string => {
  const value = headers[name];
  return ((Array.isArray(value) ? value[0] : value) ?? '').trim();
};

/** `Retry-After` as seconds or as an HTTP date. */
export const retryAfterOf = (headers: Headers, now: EpochMs): EpochMs | null => {
  const after = headerOf(headers, 'retry-after');
  if (/^\d+(\.\d+)?$/.test(after)) return now + Number(after) * 1000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? null : date;
};
