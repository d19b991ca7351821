/** 410 is not among them: a vendor disables a subscription for it at once (vendors/intercom.md §4). */
export type AnswerStatus = 200 | 400 | 403 | 404 | 405 | 408 | 413 | 415 | 429 | 431 | 500 | 503;

export interface HttpAnswer {
  readonly status: AnswerStatus;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why a request was not accepted. `code` is stable; `detail` says what to do. */
export interface Refusal {
  readonly status: Exclude<AnswerStatus, 200>;
  readonly code: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Problem Details (RFC 9457). */
export const problem = ({ status, code, detail, headers }: Refusal): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify({
    type: `urn:deskstream:problem:${code}`,
    title: titleOf(status, code),
    status,
    code,
    detail,
  }),
});

const titleOf = (status: number, code: string): string =>
  code.startsWith('SIGNATURE.') ? 'Invalid Signature' : (TITLES[status] ?? 'Error');

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
