import { InfraError, messageOf } from '@deskstream/kernel';

/** Connection lost or refused, server starting or stopping: the same call may succeed later. */
export const isUnavailable = (error: unknown): boolean =>
  UNAVAILABLE.test(codeOf(error)) || LOST.test(messageOf(error));

/** A driver's error with a stable code, or the error itself when it is a defect of ours. */
export const postgresError = (error: unknown, doing: string): unknown => {
  if (codeOf(error) === '53100')
    return new InfraError(
      'POSTGRES.DISK_FULL',
      `${doing}: the disk of PostgreSQL's data folder is full; free some space, then it goes on`,
      true,
      error,
    );
  if (isUnavailable(error))
    return new InfraError(
      'POSTGRES.UNAVAILABLE',
      `${doing}: PostgreSQL does not answer (${codeOf(error) || messageOf(error)}); check that it runs`,
      true,
      error,
    );
  return error;
};

export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

const UNAVAILABLE = /^(08...|57P0[123]|53300|ECONN\w+|EPIPE|ENOTFOUND|ETIMEDOUT|EAI_AGAIN)$/;
const LOST =
  /terminated unexpectedly|Connection terminated|timeout exceeded when trying to connect/;
