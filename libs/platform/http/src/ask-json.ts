import type { Clock, EpochMs } from '@deskstream/kernel';
import type { Dispatcher } from 'undici';
import type { Answer } from './call-once';
import { callOnce } from './call-once';
import { headerOf, retryAfterOf } from './headers';

export interface JsonQuestion {
  readonly dispatcher: Dispatcher;
  readonly url: string;
  readonly token: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What is left of the window that ends at `resetsAt`, as `X-RateLimit-*` says. */
export interface Budget {
  readonly limit: number;
  readonly remaining: number;
  readonly resetsAt: EpochMs;
}

export type JsonReply =
  | { readonly kind: 'ok'; readonly json: unknown; readonly budget?: Budget }
  | { readonly kind: 'throttled'; readonly retryAt: EpochMs | null }
  | { readonly kind: 'unavailable'; readonly because: string }
  | { readonly kind: 'rejected'; readonly status: number };

/** One GET with a bearer token: what its status, its body and its headers mean to whoever only reads. */
export const askJson = async (question: JsonQuestion): Promise<JsonReply> => {
  const { dispatcher, url, token, headers = {}, clock, signal } = question;
  const answer = await callOnce({
    dispatcher,
    method: 'GET',
    url,
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal,
  });
  if (answer.kind !== 'answer') return { kind: 'unavailable', because: answer.because };
  const { status } = answer;
  if (status === 429) return { kind: 'throttled', retryAt: retryAtOf(answer, clock.now()) };
  if (status === 408 || status >= 500) return { kind: 'unavailable', because: `HTTP ${status}` };
  if (status >= 300) return { kind: 'rejected', status };
  return answer.json === undefined
    ? { kind: 'unavailable', because: 'an answer that cannot be read' }
    : { kind: 'ok', json: answer.json, ...budgetOf(answer) };
};

/** `Retry-After`, else when the window ends. */
const retryAtOf = ({ headers }: Answer, now: EpochMs): EpochMs | null => {
  const reset = Number(headerOf(headers, 'x-ratelimit-reset') || NaN);
  return retryAfterOf(headers, now) ?? (Number.isFinite(reset) ? reset * 1000 : null);
};

const budgetOf = ({ headers }: Answer): { readonly budget?: Budget } => {
  const [limit = NaN, remaining = NaN, reset = NaN] = ['limit', 'remaining', 'reset'].map((name) =>
    Number(headerOf(headers, `x-ratelimit-${name}`) || NaN),
  );
  return Number.isFinite(limit + remaining + reset)
    ? { budget: { limit, remaining, resetsAt: reset * 1000 } }
    : {};
};
