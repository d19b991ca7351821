import type { ApiAnswer, ApiRequest } from '../../api/answers';

export type { ApiAnswer, ApiRequest } from '../../api/answers';

const answer = (status: number, body: unknown): ApiAnswer => ({ status, headers: {}, body });

export const ok = (body: unknown): ApiAnswer => answer(200, body);
export const created = (body: unknown): ApiAnswer => answer(201, body);
export const noContent: ApiAnswer = { status: 204, headers: {}, body: undefined };

export interface ErrorDetail {
  readonly message: string;
  readonly in?: string;
  readonly code?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** The vendor's error body; the correlation id is set when the answer leaves. */
export const failed = (
  status: number,
  category: string,
  message: string,
  errors: readonly ErrorDetail[] = [],
): ApiAnswer =>
  answer(status, {
    status: 'error',
    message,
    category,
    ...(errors.length === 0 ? {} : { errors }),
  });

export const notFound = (message = 'Resource not found'): ApiAnswer =>
  failed(404, 'OBJECT_NOT_FOUND', message);

export const invalid = (field: string, message: string): ApiAnswer =>
  failed(400, 'VALIDATION_ERROR', 'Invalid input JSON', [{ message, in: field }]);

export const unauthenticated: ApiAnswer = failed(
  401,
  'INVALID_AUTHENTICATION',
  'Authentication credentials not found. This API supports OAuth 2.0 authentication.',
);

export const missingScopes = (scopes: readonly string[]): ApiAnswer =>
  failed(403, 'MISSING_SCOPES', 'This app has not been granted all required scopes.', [
    {
      message: 'One or more of the following scopes are required.',
      context: { requiredGranularScopes: scopes },
    },
  ]);

export type Policy = 'DAILY' | 'TEN_SECONDLY_ROLLING' | 'SECONDLY';

export const throttled = (policyName: Policy): ApiAnswer =>
  answer(429, {
    status: 'error',
    message: `You have reached your ${policyName.toLowerCase()} limit.`,
    errorType: 'RATE_LIMIT',
    category: 'RATE_LIMITS',
    policyName,
  });

/** Thrown inside a request's work, so that checks read as statements. */
export class Refusal extends Error {
  constructor(readonly answer: ApiAnswer) {
    super('refused');
  }
}

export const refuse = (with_: ApiAnswer): never => {
  throw new Refusal(with_);
};

export const bearerOf = ({ headers }: ApiRequest): string | undefined =>
  /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1];
