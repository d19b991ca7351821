import type { ApiAnswer } from '../../api/answers';

export interface FrontRequest {
  readonly method: string;
  /** Below the base address, without the query. */
  readonly path: string;
  /** A repeated parameter (`q[types][]`) is a list. */
  readonly query: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

export const answer = (status: number, body: unknown): ApiAnswer => ({ status, headers: {}, body });

export const noContent = (): ApiAnswer => answer(204, undefined);

/** `{"_error": {…}}` (vendors/front.md §5). */
export const refused = (status: number, message: string, details?: readonly string[]): ApiAnswer =>
  answer(status, {
    _error: { status, title: TITLES[status] ?? 'Error', message, ...(details ? { details } : {}) },
  });

/** What an address with an id names. */
export const oneOf = <T>(
  what: string,
  found: T | undefined,
  shape: (it: T) => unknown,
): ApiAnswer => (found === undefined ? missing(what) : answer(200, shape(found)));

export const missing = (what: string): ApiAnswer => refused(404, `Unknown ${what}`);

export const badBody = (detail: string): ApiAnswer =>
  refused(400, 'Body did not satisfy requirements', [detail]);

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthenticated',
  403: 'Forbidden',
  404: 'Not found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};
