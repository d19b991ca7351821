import type { Dispatcher } from 'undici';
import { request } from 'undici';

export interface HttpCall {
  readonly dispatcher: Dispatcher;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** `undefined`: the status came, a readable JSON body did not. */
  readonly json: unknown;
}

export type NoAnswer =
  /** The connection was never made: surely not executed. */
  | { readonly kind: 'unreachable'; readonly because: string }
  /** May or may not have been executed. */
  | { readonly kind: 'unknown'; readonly because: string };

/** Resolves for every outcome, a broken connection included. */
export const callOnce = async ({
  dispatcher,
  method,
  url,
  headers,
  body,
  signal,
}: HttpCall): Promise<Answer | NoAnswer> => {
  if (signal.aborted) return { kind: 'unreachable', because: 'stopped before the call' };
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  try {
    const response = await request(url, {
      dispatcher,
      signal,
      method,
      headers: { accept: 'application/json', ...headers, ...json },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      kind: 'answer',
      status: response.statusCode,
      headers: response.headers,
      json: await jsonOf(response.body),
    };
  } catch (error) {
    return withoutAnswer(error);
  }
};

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The status has decided already; a body that breaks off changes nothing. */
const jsonOf = async (body: Dispatcher.ResponseData['body']): Promise<unknown> => {
  try {
    return JSON.parse(decoder.decode(await body.arrayBuffer())) as unknown;
  } catch {
    return undefined;
  }
};

/** Only a connection that was never made proves that nothing was executed. */
const withoutAnswer = (error: unknown): NoAnswer => {
  const because = codeOf(error);
  const neverConnected = NEVER_CONNECTED.has(because) || property(error, 'syscall') === 'connect';
  return { kind: neverConnected ? 'unreachable' : 'unknown', because };
};

const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INVALID_ARG',
  'ERR_INVALID_URL',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const codeOf = (error: unknown): string => {
  const code = property(error, 'code');
  if (typeof code === 'string' && code !== '') return code;
  const cause = property(error, 'cause');
  if (cause !== undefined) return codeOf(cause);
  const name = property(error, 'name');
  return typeof name === 'string' && name !== '' ? name : 'UNKNOWN_ERROR';
};

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
