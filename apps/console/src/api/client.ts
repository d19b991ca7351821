export interface FieldProblem {
  /** As in `connections.0.apiBaseUrl`. */
  readonly field: string;
  readonly expected: string;
  readonly found: string;
  /** Of a file, from 1. */
  readonly line?: number;
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

export const patch = <T>(path: string, body: unknown): Promise<T> =>
  send<T>('PATCH', path, { body, headers: {} });

export const remove = <T>(path: string): Promise<T> => call<T>(path, { method: 'DELETE' });

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

/** The lines of an answer as they come, several at a time; none of one that is not 2xx. */
export async function* linesOf(
  path: string,
  signal: AbortSignal,
): AsyncGenerator<readonly string[]> {
  const answer = await fetch(`/api/v1${path}`, { signal });
  if (!answer.ok || answer.body === null) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let begun = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (begun + value).split('\n');
    begun = lines.pop() ?? '';
    yield lines;
  }
  if (begun !== '') yield [begun];
}

/** An answer that is saved as a file. */
export const postForFile = async (path: string, body: unknown): Promise<Blob> => {
  const headers = { 'content-type': 'application/json' };
  const answer = await answered(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.blob();
};

const call = async <T>(path: string, init?: RequestInit): Promise<T> => {
  const answer = await answered(path, init);
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
};

const answered = async (path: string, init?: RequestInit): Promise<Response> => {
  const response = await fetch(`/api/v1${path}`, init);
  if (response.ok) return response;
  if (response.status === 401 && !path.startsWith(SIGN_IN)) signInAgain();
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const { detail = `The server answered ${response.status}.`, problems } = problem;
  throw new ApiError(response.status, detail, problems);
};

/** For a live view that was ended by the server: whoever is signed in no more signs in again. */
export const askWhetherSignedIn = (): void => void get('/health').catch(() => undefined);

interface Problem {
  readonly detail?: string;
  readonly problems?: readonly FieldProblem[];
}

/** There a 401 is an answer: the password was wrong. */
const SIGN_IN = '/access/sign-in';

/** A page loaded anew: nothing of whoever was signed in before stays behind. */
const signInAgain = (): void => {
  const { pathname, search } = location;
  if (pathname !== '/sign-in')
    location.assign(`/sign-in?to=${encodeURIComponent(pathname + search)}`);
};
