import { HttpException } from '@nestjs/common';
import { InfraError } from '@deskstream/kernel';
import type { Asking } from '../access/http/asking';

/** What the log says of a request that failed: never what its error says, which may hold a text. */
export interface LoggedFailure {
  readonly reference: string;
  readonly error: string;
  readonly code: string;
  /** Where it was thrown. */
  readonly at: string;
}

/** Nobody meant this error to be read: what it says may hold addresses of ours, or texts of customers. */
export const isUnexpected = (error: unknown): boolean =>
  !(error instanceof HttpException) && !(error instanceof InfraError);

/** Whoever is not signed in, or may not see texts, is told where to look, and no more. */
export const isToldTo = ({ principal, masked }: Asking): boolean => principal !== null && !masked;

export const loggedFailure = (error: unknown, reference: string): LoggedFailure => {
  const { name, code, stack } = error instanceof Error ? shapeOf(error) : NO_ERROR;
  const at = stack.split('\n').find((line) => /^\s+at /.test(line)) ?? '';
  return { reference, error: name, code, at: at.trim() };
};

const NO_ERROR = { name: 'no error', code: '', stack: '' };

const shapeOf = (error: Error): typeof NO_ERROR => ({
  name: error.name,
  code: 'code' in error ? String(error.code) : '',
  stack: error.stack ?? '',
});
