import type { Clock, EpochMs } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';
import type { Answer, HttpCall, NoAnswer } from '@deskstream/platform-http';
import { callOnce, httpPool, retryAfterOf } from '@deskstream/platform-http';
import { fieldsOf, textOf } from '@deskstream/platform-payload';
import type { CallResult, VendorConnection } from '@deskstream/port-vendor';

export interface WebChatOptions {
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}

export type Refusal = Extract<
  CallResult,
  { kind: 'rejected' | 'throttled' | 'unknown' | 'unreachable' }
>;

export type Fetched =
  | { readonly kind: 'ok'; readonly json: unknown }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** One request below the connection's base URL, never repeated. */
export type Send = (method: HttpCall['method'], path: string, body?: unknown) => Promise<Fetched>;

export interface Client {
  session(connection: VendorConnection, signal: AbortSignal): Send;
  close(): Promise<void>;
}

export const openClient = ({ timeoutMs, clock = systemClock }: WebChatOptions): Client => {
  const dispatcher = httpPool({ timeoutMs });
  return {
    session:
      ({ apiBaseUrl, accessToken }, signal) =>
      async (method, path, body) => {
        const url = `${apiBaseUrl.replace(/\/+$/, '')}${path}`;
        const headers = { authorization: `Bearer ${accessToken}` };
        const answer = await callOnce({ dispatcher, method, url, headers, body, signal });
        return fetchedOf(answer, clock.now());
      },
    close: () => dispatcher.close(),
  };
};

const fetchedOf = (answer: Answer | NoAnswer, now: EpochMs): Fetched => {
  if (answer.kind !== 'answer') return { kind: 'refused', refusal: answer };
  const { status, headers, json } = answer;
  if (status >= 200 && status < 300) return { kind: 'ok', json };
  if (status === 429)
    return refused({ kind: 'throttled', retryAt: retryAfterOf(headers, now) ?? now + 1_000 });
  if (status >= 500) return refused({ kind: 'unknown', because: `HTTP ${status}`, status });
  return refused({ kind: 'rejected', status, ...problemOf(json, status) });
};

const problemOf = (json: unknown, status: number) => {
  const problem = fieldsOf(json);
  const code = textOf(problem['code']) || `WEB_CHAT.HTTP_${status}`;
  return { code, detail: textOf(problem['detail']).slice(0, 200) || `HTTP ${status}` };
};

const refused = (refusal: Refusal): Fetched => ({ kind: 'refused', refusal });

/** A read that failed: not there any more, or nobody could tell just now. */
export const unreadOf = (refusal: Refusal) => {
  if (refusal.kind === 'throttled')
    return { kind: 'unreadable', because: 'HTTP 429', retryAt: refusal.retryAt } as const;
  if (refusal.kind !== 'rejected')
    return { kind: 'unreadable', because: refusal.because, retryAt: null } as const;
  return refusal.status === 404
    ? ({ kind: 'gone', because: refusal.code } as const)
    : ({ kind: 'unreadable', because: refusal.code, retryAt: null } as const);
};
