import type { Clock, EpochMs } from '@deskstream/kernel';
import type { Dispatcher } from 'undici';
import type { Answer } from './call-once';
import { callOnce } from './call-once';
import type { RateLimit } from './headers';
import { rateLimitOf, retryAtOf } from './headers';

export interface JsonQuestion {
  readonly dispatcher: Dispatcher;
  readonly url: string;
  readonly token: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export type JsonReply =
  | { readonly kind: 'ok'; readonly json: unknown; readonly budget?: RateLimit }
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
  if (status === 429) return { kind: 'throttled', retryAt: retryAtOf(answer.headers, clock.now()) };
  if (status === 408 || status >= 500) return { kind: 'unavailable', because: `HTTP ${status}` };
  if (status >= 300) return { kind: 'rejected', status };
  return readable(answer);
};

const readable = ({ json, headers }: Answer): JsonReply => {
  if (json === undefined) return { kind: 'unavailable', because: 'an answer that cannot be read' };
  const budget = rateLimitOf(headers);
  return { kind: 'ok', json, ...(budget === null ? {} : { budget }) };
};
