import type { EpochMs } from '@deskstream/kernel';
import type { CallResult } from '@deskstream/port-vendor';
import { fieldsOf, listOf, textOf } from '../payload';
import type { Answer } from './http';

export type Refusal = Extract<CallResult, { kind: 'rejected' | 'throttled' | 'unknown' }>;

/**
 * `null` for 2xx. 429 was not executed; after 408 and 5xx nobody knows; everything else is a definite
 * no (vendors/intercom.md §5, Errors).
 */
export const refusalOf = (answer: Answer, now: EpochMs): Refusal | null => {
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
