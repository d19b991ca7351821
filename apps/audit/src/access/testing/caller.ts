/** An answer of the API, read. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface SignedInAs extends Answered {
  /** What its next requests bring along. */
  readonly as: { readonly headers: { readonly cookie: string } };
  readonly cookies: readonly string[];
}

/** Asks the API at `url` as a browser there would, whose cookies the test keeps. */
export const callerOf = (url: () => string) => {
  const call = async (
    path: string,
    { headers = {}, method, body }: Call = {},
  ): Promise<Answered> => {
    const answer = await fetch(`${url()}/api/v1${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        origin: url(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    };
  };

  const signIn = async (
    email: string,
    password: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<SignedInAs> => {
    const answer = await call('/access/sign-in', { headers, body: { email, password } });
    const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    return { ...answer, cookies, as: { headers: { cookie: cookies.join('; ') } } };
  };

  return { call, signIn };
};
