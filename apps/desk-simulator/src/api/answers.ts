/** What the API answers, apart from HTTP. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface ApiRequest {
  readonly method: string;
  /** Below the base address, without the query: `/conversations/42/reply`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

export const ok = (body: unknown): ApiAnswer => ({ status: 200, headers: {}, body });

export const failed = (
  status: number,
  code: string,
  message: string,
  field?: string,
): ApiAnswer => ({
  status,
  headers: {},
  body: {
    type: 'error.list',
    errors: [{ code, message, ...(field === undefined ? {} : { field }) }],
  },
});

export const notFound = (what = 'Resource'): ApiAnswer =>
  failed(404, 'not_found', `${what} Not Found`);

export const invalid = (field: string): ApiAnswer =>
  failed(400, 'parameter_invalid', `Parameter ${field} is missing or invalid`, field);
