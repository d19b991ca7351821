export interface FieldProblem {
  /** As in `connections.0.apiBaseUrl`. */
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

/** An answer that is not 2xx, as its Problem Details say it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** What is wrong, field by field, where the server says it so. */
    readonly problems: readonly FieldProblem[] = [],
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

type Headers = Readonly<Record<string, string>>;

export const get = <T>(path: string): Promise<T> => call<T>(path);

export const post = <T>(path: string, body: unknown, headers: Headers = {}): Promise<T> =>
  send<T>('POST', path, { body, headers });

export const put = <T>(path: string, body: unknown, headers: Headers = {}): Promise<T> =>
  send<T>('PUT', path, { body, headers });

const send = <T>(
  method: string,
  path: string,
  { body, headers }: { body: unknown; headers: Headers },
): Promise<T> =>
  call<T>(path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const call = async <T>(path: string, init?: RequestInit): Promise<T> => {
  const response = await fetch(`/api/v1${path}`, init);
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const { detail = `The server answered ${response.status}.`, problems } = problem;
  throw new ApiError(response.status, detail, problems);
};

interface Problem {
  readonly detail?: string;
  readonly problems?: readonly FieldProblem[];
}
