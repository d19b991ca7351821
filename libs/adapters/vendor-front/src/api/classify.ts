import type { EpochMs } from '@deskstream/kernel';
import type { Answer } from '@deskstream/platform-http';
import { headerOf, rateLimitOf, retryAtOf } from '@deskstream/platform-http';
import type { CallResult, RateBudget } from '@deskstream/port-vendor';
import { fieldsOf, textOf } from '../payload';

export type Refusal = Extract<
  CallResult,
  { kind: 'rejected' | 'throttled' | 'unknown' | 'unreachable' }
>;

/** The conversation was merged into another one, whose log it is that goes on. */
export const CONVERSATION_MERGED = 'FRONT.CONVERSATION_MERGED';

/**
 * `null` for 2xx. 429 was not executed; after 408 and 5xx nobody knows; everything else, the redirect of
 * a merged conversation included, is a definite no (vendors/front.md §5, Errors).
 */
export const refusalOf = (answer: Answer, now: EpochMs): Refusal | null => {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  if (status === 429) return { kind: 'throttled', retryAt: retryAtOf(answer.headers, now) };
  if (status === 408 || status >= 500)
    return { kind: 'unknown', because: `HTTP ${status}`, status };
  return { kind: 'rejected', status, ...errorOf(answer) };
};

/** Of the whole company, shared with every other integration. */
export const budgetOf = ({ headers }: Answer): { readonly budget?: RateBudget } => {
  const budget = rateLimitOf(headers);
  return budget === null ? {} : { budget };
};

/** For calls that only read: nothing was executed, whatever became of them. */
export const notExecuted = (refusal: Refusal): Refusal =>
  refusal.kind === 'unknown' ? { kind: 'unreachable', because: refusal.because } : refusal;

const errorOf = (answer: Answer): { readonly code: string; readonly detail: string } => {
  const { status, json } = answer;
  if (status === 301) return { code: CONVERSATION_MERGED, detail: mergedInto(answer) };
  const error = fieldsOf(fieldsOf(json)['_error']);
  const title = textOf(error['title'])
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_');
  return {
    code: `FRONT.${title === '' ? `HTTP_${status}` : title}`,
    detail: textOf(error['message']).slice(0, 200) || `HTTP ${status}`,
  };
};

const mergedInto = (answer: Answer): string =>
  `merged into conversation ${mergedTarget(answer) ?? 'of an unknown id'}`;

/** The surviving conversation, out of the `Location`; the address itself is never followed. */
export const mergedTarget = ({ headers }: Answer): string | null =>
  /\/conversations\/([^/?#]+)/.exec(headerOf(headers, 'location'))?.[1] ?? null;
