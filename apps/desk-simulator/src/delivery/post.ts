import type { Clock } from '@deskstream/kernel';
import { signatureOf } from './signature';

export interface PostRequest {
  readonly method: 'POST' | 'HEAD';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Resolves with the HTTP status; rejects when there was no answer. */
export type Post = (request: PostRequest, signal: AbortSignal) => Promise<number>;

export const httpPost: Post = async ({ method, url, headers, body }, signal) => {
  const response = await fetch(url, { method, headers, signal, redirect: 'manual', body });
  await response.arrayBuffer();
  return response.status;
};

export interface AttemptOptions {
  readonly method?: 'POST' | 'HEAD';
  readonly url: string;
  readonly body: string | null;
  readonly clientSecret: string;
  readonly clock: Clock;
  readonly post: Post;
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

/** The vendor waits five seconds for a 2xx (vendors/intercom.md §4). */
export const attemptOf = async (options: AttemptOptions): Promise<number | 'unknown'> => {
  const { method = 'POST', url, body, clock, timeoutMs = 5000, signal } = options;
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);
  const timeout = clock.sleep(timeoutMs, both).then(
    () => 'unknown' as const,
    () => 'unknown' as const,
  );
  const answer = options
    .post({ method, url, body, headers: headersOf(body, options.clientSecret) }, both)
    .catch(() => 'unknown' as const);
  const first = await Promise.race([answer, timeout]);
  over.abort(new Error('The attempt is over.'));
  return first;
};

const headersOf = (body: string | null, clientSecret: string): Record<string, string> => ({
  accept: 'application/json',
  'user-agent': 'desk-simulator/1.0',
  ...(body === null
    ? {}
    : { 'content-type': 'application/json', 'x-hub-signature': signatureOf(body, clientSecret) }),
});
