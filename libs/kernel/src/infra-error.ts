/**
 * The outside world failed. Recognise it by `code` (stable, `AREA.REASON`), never by `instanceof`
 * across packages; `transient` says whether the same call may succeed later. The message says what
 * is wrong, where, and what to do; it never carries a secret or a message body.
 */
export class InfraError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly transient: boolean,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'InfraError';
  }
}

export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;

export const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

export const isTransient = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'transient' in error && error.transient === true;

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
