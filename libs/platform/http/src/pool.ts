import type { Clock } from '@deskstream/kernel';
import type { Dispatcher } from 'undici';
import { Agent } from 'undici';

export interface PoolOptions {
  /** Longest wait for the answer's headers, and again for each part of its body. Default 20 000. */
  readonly timeoutMs?: number | undefined;
  /** Longest wait for a connection. Default 5 000. */
  readonly connectTimeoutMs?: number | undefined;
}

export interface ClientOptions extends PoolOptions {
  /** Replaces the connection pool and with it all timeouts. It must not repeat requests. */
  readonly dispatcher?: Dispatcher;
  readonly clock?: Clock;
}

/** The dispatcher that was given, which stays open, or a pool that `close` closes. */
export const openPool = (
  options: ClientOptions,
): { readonly dispatcher: Dispatcher; readonly close: () => Promise<void> } => {
  const { dispatcher } = options;
  if (dispatcher !== undefined) return { dispatcher, close: () => Promise.resolve() };
  const own = httpPool(options);
  return { dispatcher: own, close: () => own.close() };
};

/** Follows no redirects and repeats nothing: a token goes where it was sent, once. */
export const httpPool = ({
  timeoutMs = 20_000,
  connectTimeoutMs = 5_000,
}: PoolOptions = {}): Dispatcher =>
  new Agent({
    connect: { timeout: connectTimeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    pipelining: 1,
  });
