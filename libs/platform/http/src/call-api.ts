import type { Dispatcher } from 'undici';
import type { Answer, HttpCall, NoAnswer } from './call-once';
import { callOnce } from './call-once';

export interface ApiAccess {
  readonly apiBaseUrl: string;
  /** Bearer token. */
  readonly accessToken: string;
}

export interface ApiCall {
  readonly method: HttpCall['method'];
  /** Below the base URL, with its query. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * One call, never repeated and never redirected: the token goes to the API's own base URL and nowhere
 * else. Resolves for every outcome, a broken connection included.
 */
export const callApi = (
  dispatcher: Dispatcher,
  { apiBaseUrl, accessToken }: ApiAccess,
  { path, headers = {}, ...call }: ApiCall,
  signal: AbortSignal,
): Promise<Answer | NoAnswer> =>
  callOnce({
    ...call,
    dispatcher,
    url: `${apiBaseUrl.replace(/\/+$/, '')}${path}`,
    headers: { authorization: `Bearer ${accessToken}`, ...headers },
    signal,
  });
