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
  const seconds = numberOf(after);
  if (seconds !== null) return now + seconds * 1000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? null : date;
};

/** What is left of the window that ends at `resetsAt`. */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  readonly resetsAt: EpochMs;
}

/** `X-RateLimit-Limit`, `-Remaining` and `-Reset` (Unix seconds); `null` unless all three are there. */
export const rateLimitOf = (headers: Headers): RateLimit | null => {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    numberOf(headerOf(headers, `x-ratelimit-${name}`)),
  );
  return limit == null || remaining == null || reset == null
    ? null
    : { limit, remaining, resetsAt: reset * 1000 };
};

/** When a refusal with 429 may be asked again: `Retry-After`, else when the window ends. */
export const retryAtOf = (headers: Headers, now: EpochMs): EpochMs | null => {
  const after = retryAfterOf(headers, now);
  const reset = numberOf(headerOf(headers, 'x-ratelimit-reset'));
  return after ?? (reset === null ? null : reset * 1000);
};

const numberOf = (text: string): number | null =>
  /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
