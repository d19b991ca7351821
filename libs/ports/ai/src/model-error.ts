import { InfraError } from '@deskstream/kernel';

export type ModelErrorCode =
  | 'MODEL.UNAVAILABLE'
  | 'MODEL.RATE_LIMITED'
  | 'MODEL.TIMED_OUT'
  | 'MODEL.UNAUTHORIZED'
  | 'MODEL.BAD_REQUEST'
  | 'MODEL.TOO_LONG'
  | 'MODEL.MALFORMED'
  /** The workspace's budget of the day is used up: no call was made. */
  | 'MODEL.BUDGET_EXHAUSTED';

export type ModelError = InfraError & {
  readonly code: ModelErrorCode;
  /** The provider asked for this pause. */
  readonly retryAfterMs?: number;
  /** The provider refused, or never heard of it: nothing was generated, and nothing is owed. */
  readonly unbilled?: true;
};

const TRANSIENT: ReadonlySet<string> = new Set<ModelErrorCode>([
  'MODEL.UNAVAILABLE',
  'MODEL.RATE_LIMITED',
  'MODEL.TIMED_OUT',
]);

/** No cause is kept: what a provider's library throws holds the whole request. */
export const modelError = (
  code: ModelErrorCode,
  message: string,
  retryAfterMs: number | null = null,
  unbilled = false,
): ModelError =>
  Object.assign(
    new InfraError(code, message, TRANSIENT.has(code)),
    retryAfterMs === null ? {} : { retryAfterMs },
    unbilled ? { unbilled } : {},
  ) as ModelError;

/** The pause that the provider asked for, if any. */
export const retryAfterOf = (error: unknown): number | null =>
  typeof error === 'object' &&
  error !== null &&
  'retryAfterMs' in error &&
  typeof error.retryAfterMs === 'number'
    ? error.retryAfterMs
    : null;
