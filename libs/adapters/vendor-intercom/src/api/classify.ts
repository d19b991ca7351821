import type { EpochMs } from '@deskstream/kernel';
import type { CallResult, RateBudget } from '@deskstream/port-vendor';
import { fieldsOf, listOf, textOf } from '../payload';
import type { Answer } from './http';

/** Anything but success. */
export type Refusal = Exclude<CallResult, { kind: 'done' }>;

/**
 * `null` for 2xx. 429 was not executed; after 408 and 5xx nobody knows; everything else is a definite
 * no (vendors/intercom.md §5, Errors).
 */
export const refusalOf = (
  answer: Answer,
  now: EpochMs,
): Exclude<Refusal, { kind: 'unreachable' }> | null => {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  if (status === 429) return { kind: 'throttled', retryAt: retryAtOf(answer, now) };
  if (status === 408 || status >= 500)
    return { kind: 'unknown', because: `HTTP ${status}`, status };
  return { kind: 'rejected', status, ...errorOf(answer) };
};

/** `Retry-After` (seconds or an HTTP date), else `X-RateLimit-Reset` (Unix seconds). */
export const retryAtOf = ({ headers }: Answer, now: EpochMs): EpochMs | null => {
  const after = oneOf(headers['retry-after']);
  const seconds = numberOf(after);
  if (seconds !== null) return now + seconds * 1000;
  const date = Date.parse(after);
  if (!Number.isNaN(date)) return date;
  const reset = numberOf(oneOf(headers['x-ratelimit-reset']));
  return reset === null ? null : reset * 1000;
};

/** `X-RateLimit-*`: what is left of the present slice of ten seconds. */
export const budgetOf = ({ headers }: Answer): RateBudget | null => {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    numberOf(oneOf(headers[`x-ratelimit-${name}`])),
  );
  if (limit == null || remaining == null || reset == null) return null;
  return { limit, remaining, resetsAt: reset * 1000 };
};

/** A read that failed leaves no doubt: the write that it was for was not made. */
export const notExecuted = (refusal: Refusal): Refusal =>
  refusal.kind === 'unknown' ? { kind: 'unreachable', because: refusal.because } : refusal;

/** What came instead, in a few words and without a secret. */
export const foundOf = (refusal: Refusal): string => {
  if (refusal.kind === 'rejected') {
    const status = `HTTP ${refusal.status}`;
    return refusal.detail === status ? status : `${status}: ${refusal.detail}`;
  }
  return refusal.kind === 'throttled' ? 'HTTP 429' : refusal.because;
};

const oneOf = (header: string | string[] | undefined): string =>
  (Array.isArray(header) ? header[0] : header) ?? '';

const numberOf = (text: string): number | null =>
  /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null;

const errorOf = ({ status, json }: Answer): { readonly code: string; readonly detail: string } => {
  const first = fieldsOf(listOf(fieldsOf(json)['errors'])[0]);
  const code = textOf(first['code']);
  const name = code === '' ? `HTTP_${status}` : code.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return {
    code: `INTERCOM.${name}`,
    detail: textOf(first['message']).slice(0, 200) || `HTTP ${status}`,
  };
};
