import type { EpochMs } from '@deskstream/kernel';
import type { Answer } from '@deskstream/platform-http';
import { headerOf, retryAfterOf } from '@deskstream/platform-http';
import type { CallResult, RateBudget } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, listOf, textOf } from '../payload';

export type Refusal = Extract<CallResult, { kind: 'rejected' | 'throttled' | 'unknown' }>;

/**
 * `null` for 2xx. 429, and 423 and 477 (locked, moving house), were not executed; after 408 and 5xx nobody
 * knows; everything else is a definite no (vendors/hubspot.md §5, Errors).
 */
export const refusalOf = (answer: Answer, now: EpochMs): Refusal | null => {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  if (NOT_NOW.has(status)) return { kind: 'throttled', retryAt: retryAtOf(answer, now) };
  if (status === 408 || status >= 500)
    return { kind: 'unknown', because: `HTTP ${status}`, status };
  return { kind: 'rejected', status, ...errorOf(answer) };
};

const NOT_NOW: ReadonlySet<number> = new Set([423, 429, 477]);

/** Calls left of the interval, or of the day when that is less; `null` without the headers (searches). */
export const budgetOf = ({ headers }: Answer, now: EpochMs): RateBudget | null => {
  const interval = {
    limit: numberOf(headerOf(headers, `${LIMIT}-max`)),
    remaining: numberOf(headerOf(headers, `${LIMIT}-remaining`)),
    resetsAt: now + (intervalOf(headers) ?? TEN_SECONDS),
  };
  const day = {
    limit: numberOf(headerOf(headers, `${LIMIT}-daily`)),
    remaining: numberOf(headerOf(headers, `${LIMIT}-daily-remaining`)),
    resetsAt: nextDay(now),
  };
  const known = [interval, day].filter(isBudget);
  return known.sort((one, other) => one.remaining - other.remaining)[0] ?? null;
};

const LIMIT = 'x-hubspot-ratelimit';
const TEN_SECONDS = 10_000;
const LOCKED_MS = 2_000;

/** The day ends at midnight where the account is, which no answer tells: looked at four times a day. */
const LOOK_AGAIN_MS = 6 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

const nextDay = (now: EpochMs): EpochMs => (Math.floor(now / DAY_MS) + 1) * DAY_MS;

const retryAtOf = ({ status, headers, json }: Answer, now: EpochMs): EpochMs => {
  const after = retryAfterOf(headers, now);
  if (after !== null) return after;
  if (status !== 429) return now + LOCKED_MS;
  const policy = textOf(fieldsOf(json)['policyName']).toUpperCase();
  if (policy.includes('DAILY')) return Math.min(nextDay(now), now + LOOK_AGAIN_MS);
  if (policy === 'SECONDLY') return now + 1_000;
  return now + (intervalOf(headers) ?? TEN_SECONDS);
};

const intervalOf = (headers: Answer['headers']): number | null =>
  numberOf(headerOf(headers, `${LIMIT}-interval-milliseconds`));

const numberOf = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);

const isBudget = (budget: {
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly resetsAt: EpochMs;
}): budget is RateBudget => budget.limit !== null && budget.remaining !== null;

/** Names first what helps: the scopes that are missing, the property that does not exist. */
const errorOf = ({ status, json }: Answer): { readonly code: string; readonly detail: string } => {
  const body = fieldsOf(json);
  const scopes = missingScopes(body);
  const name = scopes.length > 0 ? 'MISSING_SCOPES' : nameOf(body) || `HTTP_${status}`;
  const detail =
    scopes.length > 0
      ? `The app lacks scopes: ${scopes.join(', ')}. Grant them in HubSpot.`
      : detailOf(body);
  return { code: `HUBSPOT.${name}`, detail: detail.slice(0, 200) || `HTTP ${status}` };
};

const nameOf = (body: Fields): string => {
  const [first] = listOf(body['errors']).map((error) => textOf(fieldsOf(error)['code']));
  return (first || textOf(body['category'])).toUpperCase().replace(/[^A-Z0-9]+/g, '_');
};

const detailOf = (body: Fields): string => {
  const [first] = listOf(body['errors']).map((error) => textOf(fieldsOf(error)['message']));
  return first || textOf(body['message']);
};

/** Scopes that an error names as required (`error-403-scopes`). */
export const missingScopes = (body: Fields): readonly string[] =>
  listOf(body['errors']).flatMap((error) =>
    listOf(fieldsOf(fieldsOf(error)['context'])['requiredGranularScopes']).filter(
      (scope): scope is string => typeof scope === 'string',
    ),
  );
