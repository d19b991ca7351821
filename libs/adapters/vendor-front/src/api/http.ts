import type { CallResult, VendorConnection } from '@deskstream/port-vendor';
import type { Dispatcher } from 'undici';
import { request } from 'undici';
import { parseJson } from '../payload';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Below the base URL, with its query. */
  readonly path: string;
  readonly body?: unknown;
}

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** `undefined`: the status came, a readable JSON body did not. */
  readonly json: unknown;
}

export type NoAnswer = Extract<CallResult, { kind: 'unreachable' | 'unknown' }>;

/**
 * One request, never repeated and never redirected: the token goes to the connection's own base URL and
 * nowhere else. Resolves for every outcome, a broken connection included.
 */
export const callOnce = async (
  dispatcher: Dispatcher,
  connection: VendorConnection,
  call: Call,
  signal: AbortSignal,
): Promise<Answer | NoAnswer> => {
  if (signal.aborted) return { kind: 'unreachable', because: 'stopped before the call' };
  try {
    const response = await request(`${connection.apiBaseUrl.replace(/\/+$/, '')}${call.path}`, {
      dispatcher,
      signal,
      method: call.method,
      headers: {
        authorization: `Bearer ${connection.accessToken}`,
        accept: 'application/json',
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const { statusCode: status, headers } = response;
    return { kind: 'answer', status, headers, json: await jsonOf(response.body) };
  } catch (error) {
    return withoutAnswer(error);
  }
};

/** The status has decided already; a body that breaks off changes nothing. */
const jsonOf = async (body: Dispatcher.ResponseData['body']): Promise<unknown> => {
  try {
    return parseJson(new Uint8Array(await body.arrayBuffer()))?.value;
  } catch {
    return undefined;
  }
};

/** Only a connection that was never made proves that nothing was executed. */
const withoutAnswer = (error: unknown): NoAnswer => {
  const code = codeOf(error);
  return NEVER_CONNECTED.has(code) || property(error, 'syscall') === 'connect'
    ? { kind: 'unreachable', because: code }
    : { kind: 'unknown', because: code };
};

const NEVER_CONNECTED = new Set(
  (
    'ECONNREFUSED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH EADDRNOTAVAIL UND_ERR_CONNECT_TIMEOUT ' +
    'UND_ERR_INVALID_ARG ERR_INVALID_URL DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN ' +
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE CERT_HAS_EXPIRED ERR_TLS_CERT_ALTNAME_INVALID'
  ).split(' '),
);

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
