import type { Dispatcher } from 'undici';
import { Agent } from 'undici';

export interface PoolOptions {
  /** Longest wait for the answer's headers, and again for each part of its body. Default 20 000. */
  readonly timeoutMs?: number | undefined;
  /** Longest wait for a connection. Default 5 000. */
  readonly connectTimeoutMs?: number | undefined;
}

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
