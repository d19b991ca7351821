import type { EpochMs } from '@deskstream/kernel';
import type { Answer } from '@deskstream/platform-http';
import { retryAtOf } from '@deskstream/platform-http';
import type { CallResult } from '@deskstream/port-vendor';
import { fieldsOf, listOf, textOf } from '../payload';

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
  if (status === 429) return { kind: 'throttled', retryAt: retryAtOf(answer.headers, now) };
  if (status === 408 || status >= 500)
    return { kind: 'unknown', because: `HTTP ${status}`, status };
  return { kind: 'rejected', status, ...errorOf(answer) };
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

const errorOf = ({ status, json }: Answer): { readonly code: string; readonly detail: string } => {
  const first = fieldsOf(listOf(fieldsOf(json)['errors'])[0]);
  const code = textOf(first['code']);
  const name = code === '' ? `HTTP_${status}` : code.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return {
    code: `INTERCOM.${name}`,
    detail: textOf(first['message']).slice(0, 200) || `HTTP ${status}`,
  };
};
