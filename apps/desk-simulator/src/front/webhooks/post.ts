import type { Clock } from '@deskstream/kernel';
import type { FaultRule } from '../../faults/faults';

export interface FrontPostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `body` is what the receiver answered; the challenge is looked for in it. */
export interface FrontPostAnswer {
  readonly status: number;
  readonly body: string;
}

/** Rejects when there was no answer. */
export type FrontPost = (
  request: FrontPostRequest,
  signal: AbortSignal,
) => Promise<FrontPostAnswer>;

export const frontHttpPost: FrontPost = async ({ url, headers, body }, signal) => {
  const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
  return { status: response.status, body: await response.text() };
};

export interface PostOptions {
  readonly post: FrontPost;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** `null`: no answer in time, or a broken connection. */
export const postWithin = async (
  request: FrontPostRequest,
  { post, clock, timeoutMs, signal }: PostOptions,
): Promise<FrontPostAnswer | null> => {
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);
  const timeout = clock.sleep(timeoutMs, both).then(
    () => null,
    () => null,
  );
  const answered = post(request, both).catch(() => null);
  const first = await Promise.race([answered, timeout]);
  over.abort(new Error('The attempt is over.'));
  return first;
};

/** As an attempt records it; a lost answer is one that nobody saw. */
export const outcomeOf = (answered: FrontPostAnswer | null, fault: FaultRule | null) => ({
  status: fault?.fault === 'lost-answer' ? ('unknown' as const) : (answered?.status ?? 'unknown'),
  fault: fault?.fault ?? null,
});
