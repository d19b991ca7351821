/** RFC 9457. `type` is a relative reference into the documentation of problems. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly [extension: string]: unknown;
}

export const PROBLEM_JSON = 'application/problem+json';

export const notReady = (
  waitingFor: readonly { readonly service: string; readonly because: string }[],
): Problem => ({
  type: '/problems/not-ready',
  title: 'Not ready',
  status: 503,
  detail: waitingFor.map(({ service, because }) => `${service}: ${because}`).join('; '),
  waitingFor,
});

export const stopping: Problem = {
  type: '/problems/stopping',
  title: 'Stopping',
  status: 503,
  detail: 'This process is shutting down. Send the request again; another one will take it.',
};
